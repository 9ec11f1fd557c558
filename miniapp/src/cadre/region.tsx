import type { RegionRef } from '@hutang/shared/contract'
import { useState } from 'react'
import { Select } from '../components'
import { region as chosenRegion } from '../store/region'
import { useUser } from '../store/session'

/** The region the cadre works in: the chosen one, the one in the address, the phone's village, or the first post. */
export function useWorkRegion(asked: string | undefined) {
  const user = useUser()
  const looked = chosenRegion.use()
  const [chosen, setChosen] = useState<string>()
  const posts = (user?.roles ?? []).filter(({ role }) => role !== 'operator').map(({ region }) => region)
  const regions = [...new Map(posts.map((region) => [region.code, region])).values()]
  const isPost = (code: string | null | undefined) => regions.some((region) => region.code === code)
  const region = user
    ? (chosen ?? asked ?? (isPost(looked) ? looked : undefined) ?? regions[0]?.code ?? looked)
    : null
  return { region: region ?? null, regions, choose: setChosen }
}

interface RegionSwitchProps {
  regions: readonly RegionRef[]
  current: string
  onChange: (code: string) => void
}

/** Changes the region; shown only to those who work in several. */
export function RegionSwitch({ regions, current, onChange }: RegionSwitchProps) {
  if (regions.length < 2) return null
  return (
    <Select
      label="在哪里办事"
      value={current}
      choices={regions.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={onChange}
    />
  )
}

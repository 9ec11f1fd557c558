import type { RegionRef } from '@hutang/shared/contract'
import { useState } from 'react'
import { Select } from '../components'
import { region as chosenRegion } from '../store/region'
import { useUser } from '../store/session'

/** Where the cadre works: the region asked for, the one this phone looks at, or the first of their posts. */
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

/** Only for who works in more than one place. */
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

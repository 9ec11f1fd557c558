import { useState } from 'react'
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

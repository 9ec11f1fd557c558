import type { PackageEntry, PolicyPackage } from '@hutang/shared/contract'
import { useEffect, useRef } from 'react'
import { call } from '../../api/client'

type News = NonNullable<PackageEntry['news']>

/** What is new since the person last looked. It stays marked while the page is open, though it is told at once that it was seen. */
export function useNews(pack: PolicyPackage, firm: string | null): ReadonlyMap<string, News> {
  const found = useRef(new Map<string, News>())
  for (const { policy, news } of pack.entries) if (news) found.current.set(policy.id, news)
  const told = useRef(false)
  useEffect(() => {
    if (told.current || firm === null) return
    told.current = true
    // Without a network it is told the next time.
    void call('POST /api/enterprises/:id/package/seen', { params: { id: firm } }).catch(() => undefined)
  }, [firm])
  return found.current
}

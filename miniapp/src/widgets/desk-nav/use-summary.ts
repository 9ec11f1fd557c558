import { useDidShow, useRouter } from '@tarojs/taro'
import { useCallback, useEffect } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { clock } from '../../format/clock'
import { countMine, sectionsOf } from '../../format/desk-sections'
import { useWorkRegion } from '../../hooks/use-work-region'
import { type DeskSummary, deskSummary } from '../../store/desk-summary'

/** Milliseconds for which the numbers at the left need not be asked for again. */
const fresh = 20_000

export const summaryOf = (desk: Answer<'GET /api/screens/desk'>, at: number): DeskSummary => ({
  region: desk.region.code,
  village: desk.region.level === 'village',
  name: desk.region.name,
  roles: desk.roles,
  mine: countMine(desk),
  others: sectionsOf(desk).waiting.length,
  missing: desk.missing.length,
  visits: desk.visits,
  can: desk.can,
  questions: desk.questions !== null,
  firms: desk.firms !== null,
  at,
})

/** The numbers of the desk of the region that is worked in: those of the desk where it was just read. */
export function useSummary(): DeskSummary | null {
  const summary = deskSummary.use()
  const asked = useRouter().params.region
  const { region } = useWorkRegion(asked ?? summary?.region)
  const read = useCallback(() => {
    const known = deskSummary.get()
    if (region === null || (known?.region === region && clock.now() - known.at < fresh)) return
    call('GET /api/screens/desk', { query: { region } }).then(
      (desk) => deskSummary.set(summaryOf(desk, clock.now())),
      // The page in front says what is wrong.
      () => undefined,
    )
  }, [region])
  useEffect(read, [read])
  useDidShow(read)
  return summary
}

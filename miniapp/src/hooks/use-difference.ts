import type { Difference, RowDifference } from '@hutang/shared/contract'
import { call } from '../api/client'
import type { Query } from '../api/contract'
import { type Pages, useMore } from './use-more'
import { type Screen, useScreen } from './use-screen'

const route = 'GET /api/notices/:id/editions/:no/difference'

/** What edition `no` of a notice changed, and its changed rows in pages; with undefined it waits and asks nothing. */
export function useDifference(
  asked: { id: string; no: number } | undefined,
  query: Pick<Query<typeof route>, 'work'> = {},
): { screen: Screen<Difference>; rows: Pages<RowDifference> } {
  const screen = useScreen(route, asked ? { params: asked, query } : null)
  const { table } = screen.data ?? {}
  const rows = useMore(
    { items: table?.rows ?? [], next: table?.next },
    async (cursor) => {
      const params = asked ?? { id: '', no: 1 }
      const page = await call(route, { params, query: { ...query, cursor } })
      return { items: page.table?.rows ?? [], next: page.table?.next }
    },
    JSON.stringify([asked, query]),
  )
  return { screen, rows }
}

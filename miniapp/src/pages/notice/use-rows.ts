import type { NoticeView, TableRow } from '@hutang/shared/contract'
import { call } from '../../api/client'
import { ApiError } from '../../api/errors'
import { type Pages, useMore } from '../../hooks/use-more'

/** The rows of a notice's table: the first page came with the notice, the others are read on demand. */
export function useRows(
  { id, edition, editionNo, newest, table }: NoticeView,
  reload: () => Promise<void>,
): Pages<TableRow> {
  const rows = table?.rows ?? []
  // What follows the same last row of the same edition is the same.
  const of = `${edition} ${JSON.stringify(rows.at(-1))}`
  return useMore(
    { items: rows, next: table?.next },
    async (cursor) => {
      const query = newest ? { cursor } : { cursor, edition: editionNo }
      const page = await call('GET /api/notices/:id/rows', { params: { id }, query })
      if (page.edition === edition) return { items: page.rows, next: page.next }
      await reload()
      throw new ApiError(409, 'tableMoved', '表格刚刚更新了，请从头再看一遍。')
    },
    of,
  )
}

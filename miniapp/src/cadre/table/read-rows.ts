import type { RowPage } from '@hutang/shared/contract'
import { ApiError } from '../../api/errors'
import type { Row } from './rows'

const patience = 3

/**
 * All rows of a table, read page by page, and of which revision they are. Starts anew when somebody writes meanwhile,
 * because pages of two revisions do not belong together; throws ApiError when that happens three times.
 */
export async function readRows(
  readPage: (cursor: string | undefined) => Promise<RowPage>,
  onProgress: (loaded: number, total: number) => void,
): Promise<{ revision: number; rows: Row[] }> {
  for (let tries = 0; tries < patience; tries++) {
    const whole = await readOnce(readPage, onProgress)
    if (whole) return whole
  }
  throw new ApiError(409, 'tableMoving', '表格正在被别人改，请稍后再打开。')
}

/** Undefined when a page is of another revision than the first. */
async function readOnce(
  readPage: (cursor: string | undefined) => Promise<RowPage>,
  onProgress: (loaded: number, total: number) => void,
): Promise<{ revision: number; rows: Row[] } | undefined> {
  const first = await readPage(undefined)
  const { edition, revision } = first
  const rows: Row[] = []
  for (let page = first; ; page = await readPage(page.next)) {
    if (page.edition !== edition || page.revision !== revision) return undefined
    for (const { key, household, cells } of page.rows)
      rows.push({ key: key ?? String(rows.length), household, cells })
    onProgress(rows.length, page.total)
    if (page.next === undefined) return { revision, rows }
  }
}

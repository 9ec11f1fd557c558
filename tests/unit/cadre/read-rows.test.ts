import type { RowPage } from '@hutang/shared/contract'
import { describe, expect, it } from '@jest/globals'
import { readRows } from '../../../miniapp/src/cadre/table/read-rows'

/** A table of six rows in pages of two; `revisionAt` is its revision at each request, counted from 0. */
function server(revisionAt: (request: number) => number) {
  let requests = 0
  const read = async (cursor: string | undefined): Promise<RowPage> => {
    const revision = revisionAt(requests++)
    const from = Number(cursor ?? 0)
    return {
      edition: 'e1',
      revision,
      rows: [from, from + 1].map((at) => ({
        key: `k${at}`,
        household: null,
        own: false,
        cells: [`第 ${revision} 次改后的第 ${at} 行`],
      })),
      total: 6,
      ...(from < 4 ? { next: String(from + 2) } : {}),
    }
  }
  return { read, requests: () => requests }
}

const rowsOf = (revision: number) =>
  [0, 1, 2, 3, 4, 5].map((at) => ({
    key: `k${at}`,
    household: null,
    cells: [`第 ${revision} 次改后的第 ${at} 行`],
  }))

describe('the rows of a table, read in pages', () => {
  it('come in their order with the revision, and tell how many there are', async () => {
    const told: string[] = []
    const whole = await readRows(server(() => 7).read, (loaded, total) => told.push(`${loaded}/${total}`))
    expect(whole).toEqual({ revision: 7, rows: rowsOf(7) })
    expect(told).toEqual(['2/6', '4/6', '6/6'])
  })

  it.each([1, 2])('are read anew when somebody writes before page %i, counted from 0', async (moved) => {
    const { read, requests } = server((request) => (request < moved ? 7 : 8))
    expect(await readRows(read, () => undefined)).toEqual({ revision: 8, rows: rowsOf(8) })
    expect(requests()).toBe(moved + 1 + 3)
  })

  it('are never mixed: when every page is of another revision, it gives up and says so', async () => {
    const { read, requests } = server((request) => request)
    await expect(readRows(read, () => undefined)).rejects.toMatchObject({
      name: 'ApiError',
      message: '表格正在被别人改，请稍后再打开。',
      offline: false,
    })
    expect(requests()).toBe(6)
  })

  it('are read whole when the table comes to rest at the last try', async () => {
    const { read } = server((request) => Math.min(request, 4))
    expect(await readRows(read, () => undefined)).toEqual({ revision: 4, rows: rowsOf(4) })
  })

  it('are not mixed with those of another edition of the same revision', async () => {
    let requests = 0
    const { read } = server(() => 7)
    const other = async (cursor: string | undefined) => ({
      ...(await read(cursor)),
      edition: `e${requests++}`,
    })
    await expect(readRows(other, () => undefined)).rejects.toThrow('表格正在被别人改')
  })
})

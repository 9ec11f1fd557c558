import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { catalogueOf } from '../../server/src/features/catalogue'
import { readPdf, textOfPdf } from '../support/pdf'
import {
  completeContent,
  draftOf,
  neighbour,
  published,
  type Village,
  village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const items = catalogueOf(village)
const open = items.find(({ audience, maskLevel }) => audience === 'public' && maskLevel === 'M0')?.no ?? 0
const forVillagers = items.find(({ audience }) => audience === 'village')?.no ?? 0
const forHouseholds = items.find(({ audience }) => audience === 'household')?.no ?? 0

const boardOf = (id: string, query = '', token?: string) =>
  t.app.inject({
    url: `/api/notices/${id}/board.pdf${query}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
const monthOf = (query = '', region = village.code) =>
  t.app.inject(`/api/regions/${region}/board.pdf${query}`)
const pagesOf = async (id: string, query = '') => readPdf((await boardOf(id, query)).rawPayload)

const tabled = (no: number, title: string) => ({ ...completeContent(no, { table: true }), title })

describe('a notice for the board', () => {
  it('says all that must be said of it, with a code that opens it', async () => {
    const { notice } = await published(t, open, tabled(open, '第三季度公开'))
    const answer = await boardOf(notice)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toBe(
      `inline; filename="paper.pdf"; filename*=UTF-8''护塘村 第三季度公开 A3.pdf`,
    )
    const pages = readPdf(answer.rawPayload)
    const text = pages.map((page) => page.text).join('')
    const item = items.find(({ no }) => no === open)
    for (const said of [
      '护塘村村务公开',
      '第三季度公开',
      '一句话把最要紧的事说清楚。',
      ...(item?.elements ?? []),
      '正文第二段。',
      '明细表',
      '沈大明',
      '1,257.00',
      '合计',
      '2,235.00',
      '自2026年11月20日至2026年12月5日',
      '021-5555 0101',
      `第 1 版　2026年11月20日打印`,
      `第 1 页　共 ${pages.length} 页`,
    ])
      expect(text).toContain(said)
    expect(pages.flatMap(({ codes }) => codes)).toEqual([
      `http://127.0.0.1:3000/#/pages/notice/index?id=${notice}`,
    ])
  })

  it('is large: 20 points and more on A3, 14 on A4', async () => {
    const { notice } = await published(t, open, tabled(open, '字号'))
    const [a3] = await pagesOf(notice)
    const [a4] = await pagesOf(notice, '?size=A4')
    expect([a3?.width, a3?.height].map(Number).map(Math.round)).toEqual([842, 1191])
    expect([a4?.width, a4?.height].map(Number).map(Math.round)).toEqual([595, 842])
    // Smaller is only what nobody needs to read from afar: the item's line, the foot, the words below the code.
    const least = (sizes: number[] = [], aside: number) => Math.min(...sizes.filter((size) => size > aside))
    expect(least(a3?.sizes, 17.2)).toBeGreaterThanOrEqual(20)
    expect(least(a4?.sizes, 12.2)).toBeGreaterThanOrEqual(14)
  })

  it('draws names of rare characters, and refuses to draw a box', async () => {
    const content = tabled(open, '稀有字')
    const rows = content.table?.rows ?? []
    const named = (name: string) => ({
      ...content,
      table: content.table && {
        ...content.table,
        rows: rows.map((row, at) => (at === 0 ? { ...row, cells: ['15组', name, 419, 125_700] } : row)),
      },
    })
    const rare = await published(t, open, named('𠮷㛃䶮'))
    const answer = await boardOf(rare.notice)
    expect(textOfPdf(answer.rawPayload)).toContain('𠮷㛃䶮')
    const unknown = await published(t, open, named('沈𠀋\u{2A6D6}'))
    const refused = await boardOf(unknown.notice)
    expect([refused.statusCode, refused.json().error.code]).toEqual([422, 'glyphMissing'])
    expect(refused.json().error.message).toContain('\u{2A6D6}')
  })

  it('shows a clerk no more than a visitor: the title alone of what is for villagers', async () => {
    const { notice } = await published(t, forVillagers, tabled(forVillagers, '只给本村'))
    const text = textOfPdf((await boardOf(notice, '', t.token.clerk)).rawPayload)
    expect(text).toContain('只给本村')
    expect(text).toContain('本村村民认证后可看。')
    for (const hidden of ['沈大明', '一句话把最要紧', '正文第一段', '明细表', '1,257.00'])
      expect(text).not.toContain(hidden)
  })

  it('has no row of a household in what is each household’s own', async () => {
    const { notice } = await published(t, forHouseholds, tabled(forHouseholds, '各户自己的'))
    const text = textOfPdf((await boardOf(notice, '', t.token.clerk)).rawPayload)
    expect(text).not.toContain('沈大明')
    expect(text).not.toContain('1,257.00')
  })

  it('is nothing before it is published, and tells its end after', async () => {
    const draft = await draftOf(t, open)
    expect((await boardOf(draft.notice, '', t.token.clerk)).statusCode).toBe(404)
    const { notice } = await published(t, open, tabled(open, '要撤回的'))
    await t.ask('POST /api/notices/:id/withdraw', {
      params: { id: notice },
      body: { reason: '用错了季度的表', tell: false },
      token: t.token.publisher,
    })
    expect(textOfPdf((await boardOf(notice)).rawPayload)).toContain('用错了季度的表')
    const hidden = await published(t, open, tabled(open, '要遮住的'))
    await t.ask('POST /api/notices/:id/hide', {
      params: { id: hidden.notice },
      body: { reason: '误带号码' },
      token: t.token.publisher,
    })
    const text = textOfPdf((await boardOf(hidden.notice, '', t.token.publisher)).rawPayload)
    expect(text).toContain('护塘村村务公开')
    for (const gone of ['要遮住的', '一句话把最要紧', '沈大明', '误带号码']) expect(text).not.toContain(gone)
  })
})

describe('a long table', () => {
  const longTable = (rows: number) => ({
    ...tabled(open, `${rows} 行的表`),
    table: {
      caption: '长表',
      columns: [
        { key: 'group', label: '组别', kind: 'group' as const },
        { key: 'name', label: '项目', kind: 'text' as const },
        { key: 'fee', label: '金额（元）', kind: 'money' as const },
      ],
      rows: Array.from({ length: rows }, (_, at) => ({
        household: null,
        cells: [`${1 + (at % 3)}组`, `项目${at}号`, 100 * at],
      })),
    },
  })
  const put = async (rows: number): Promise<string> => {
    const { notice } = await published(t, open, {
      ...longTable(rows),
      table: { ...longTable(rows).table, rows: [] },
    })
    // Straight into the store: rows by the hundred over HTTP would be the test's longest part.
    const { Edition, EditionRow } = t.deps.models
    const edition = await Edition.findOne({ notice }).lean()
    const { rowset = '' } = edition?.table ?? {}
    const docs = longTable(rows).table.rows.map((row, n) => ({
      _id: `${rowset}:${n}`,
      ...{ rowset, edition: edition?._id, notice, region: village.code, n, ...row },
    }))
    await EditionRow.insertMany(docs)
    await Edition.updateOne({ notice }, { $set: { 'table.rows': rows } })
    return notice
  }

  it('of 1,000 rows is printed whole, its heading on every page and its sum at the end', async () => {
    const before = process.cpuUsage().user
    const pages = await pagesOf(await put(1000), '?size=A4')
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(15_000)
    const tables = pages.filter(({ text }) => text.includes('项目'))
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter(({ text }) => !text.includes('金额（元）'))).toEqual([])
    const text = pages.map((page) => page.text).join('')
    expect(text.match(/项目\d+号/g)).toHaveLength(1000)
    expect(text).toContain('499,500.00')
  })

  it('of more than 2,000 is refused with the groups it can be printed by, and each of them is printed', async () => {
    const notice = await put(2001)
    const { error } = (await boardOf(notice)).json()
    expect(error.code).toBe('tooLongToPrint')
    expect(error.fields.map(({ message }: { message: string }) => message)).toEqual(['1组', '2组', '3组'])
    const text = (await pagesOf(notice, `?group=${encodeURIComponent('3组')}`))
      .map((page) => page.text)
      .join('')
    expect(text.match(/项目\d+号/g)).toHaveLength(667)
    expect(text).not.toContain('项目0号')
    const none = await boardOf(notice, `?group=${encodeURIComponent('9组')}`)
    expect([none.statusCode, none.json().error.fields[0].field]).toEqual([422, 'group'])
  })
})

describe('the board of a month', () => {
  it('lists what was published by category, and what is owed', async () => {
    const answer = await monthOf()
    expect(answer.statusCode).toBe(200)
    const pages = readPdf(answer.rawPayload)
    const text = pages.map((page) => page.text).join('')
    for (const said of ['2026年11月公开栏', '第三季度公开', '只给本村', '认证后可看 11月20日', '已撤回'])
      expect(text).toContain(said)
    expect(text).not.toContain('沈大明')
    expect(pages.flatMap(({ codes }) => codes)).toEqual([
      `http://127.0.0.1:3000/#/pages/home/index?region=${village.code}`,
    ])
  })

  it('of a month without any says so; a month that is none is refused', async () => {
    expect(textOfPdf((await monthOf('?month=2026-03')).rawPayload)).toContain('这个月还没有公开。')
    expect(textOfPdf((await monthOf('', neighbour.code)).rawPayload)).toContain('本月还没有公开。')
    expect((await monthOf('?month=2026-13')).statusCode).toBe(422)
    expect((await monthOf('', '999999999999')).statusCode).toBe(404)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { formOf } from '../support/form'
import {
  asked,
  change,
  codeOf,
  confirm,
  county,
  type Firms,
  firmsApp,
  held,
  inRegister,
  read,
  township,
  village,
} from './enterprises-setup'

let t: Firms
beforeAll(async () => {
  t = await firmsApp()
})
beforeEach(() => t.clear())
afterAll(() => t.close())

type Cell = string | number | Date | null

const head = [
  '序号',
  '统一社会信用代码',
  '企业名称',
  '类型',
  '所属镇村',
  '行业代码',
  '成立日期',
  '法定代表人',
]

async function xlsx(rows: Cell[][]): Promise<Buffer> {
  const { writeXlsx } = await import('hucre/xlsx')
  return Buffer.from(await writeXlsx({ sheets: [{ name: '名录', rows }] }))
}

async function sent(
  data: Buffer,
  { take = false, part = false, who = 'administrator', code = county, name = '名录.xlsx' } = {},
) {
  const form = formOf({ name, data })
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/regions/${code}/enterprises/import?take=${take}&part=${part}`,
    payload: form.payload,
    headers: { ...form.headers, authorization: `Bearer ${t.token[who]}` },
  })
  return { status: answer.statusCode, body: answer.json() }
}

const stored = () => t.deps.models.RegisteredEnterprise.find().sort({ _id: 1 }).lean()
const list = async (q: string, who = 'administrator', code = county, more = {}) =>
  (
    await t.ask('GET /api/regions/:code/enterprises', {
      ...{ params: { code }, query: { q, ...more }, token: t.token[who] ?? '' },
    })
  ).body

const sheet = (): Cell[][] => [
  ['2026年经营主体名录', null, null, null, null, null, null, null],
  head,
  [1, codeOf(1), '示例一有限公司', '有限责任公司(自然人独资)', '漕泾镇', '3572', '2020-05-06', '张三'],
  [2, codeOf(2, '92').toLowerCase(), '示例二小吃店', '个体工商户', '护塘村', '餐饮', '2021/7/8', '李四'],
  [3, codeOf(3, '93'), '示例三蔬菜专业合作社', '', village, 'A0141', '2019年3月1日', '王五'],
]

describe('the county’s register', () => {
  it('is looked at before it is taken; taken twice, nothing changes', async () => {
    const data = await xlsx(sheet())
    const seen = await sent(data)
    expect(seen.body).toMatchObject({ taken: false, rows: 3, new: 3, changed: 0, same: 0, problemCount: 0 })
    expect(seen.body.columns.map(({ field }: { field: string | null }) => field)).toEqual([
      ...[null, 'creditCode', 'name', 'kind', 'region', 'industry', 'foundedOn', null],
    ])
    expect(await stored()).toEqual([])
    expect((await sent(data, { take: true })).body).toMatchObject({ taken: true, new: 3 })
    expect((await stored()).map(({ at: _at, goneSince: _gone, ...row }) => row)).toEqual([
      {
        ...{ _id: codeOf(1), name: '示例一有限公司', kind: 'company', region: township },
        ...{ industry: 'C3572', foundedOn: '2020-05-06' },
      },
      {
        ...{ _id: codeOf(2, '92'), name: '示例二小吃店', kind: 'soleTrader', region: village },
        ...{ industry: null, foundedOn: '2021-07-08' },
      },
      {
        ...{ _id: codeOf(3, '93'), name: '示例三蔬菜专业合作社', kind: 'cooperative', region: village },
        ...{ industry: 'A0141', foundedOn: '2019-03-01' },
      },
    ])
    // Nobody's name of the file is kept.
    expect(JSON.stringify(await stored())).not.toContain('张三')
    expect((await sent(data, { take: true })).body).toMatchObject({ new: 0, changed: 0, same: 3 })
  })

  it('marks what a list of the whole place does not have any more, and takes the mark away when it is back', async () => {
    await sent(await xlsx(sheet()), { take: true })
    const { id } = await held(t, 'owner', 1)
    await change(t, 'owner', id, { revision: 1, answers: { patents: 3 } })
    const less = await xlsx(sheet().filter((row) => row[1] !== codeOf(1)))
    expect((await sent(less)).body).toMatchObject({ taken: false, gone: 1, same: 2 })
    expect((await list('示例一')).items).toMatchObject([{ goneSince: null }])
    const part = await sent(less, { take: true, part: true })
    expect(part.body).toMatchObject({ taken: true, gone: 0 })
    // The list of one village says nothing of what lies elsewhere.
    const [title, ...rest] = sheet()
    const ofVillage = await xlsx([title ?? [], ...rest.filter((row) => row[4] !== '漕泾镇')])
    expect((await sent(ofVillage, { take: true, code: village })).body).toMatchObject({ gone: 0 })
    t.clock.advance(1000)
    expect((await sent(less, { take: true })).body).toMatchObject({ gone: 1, new: 0, changed: 0 })
    const since = t.clock.now().toISOString()
    expect((await list('示例一')).items).toMatchObject([{ goneSince: since, claimed: true }])
    expect((await read(t, 'owner', id)).profile).toMatchObject({
      ...{ name: '示例一有限公司', kind: 'company', others: { patents: 3 } },
    })
    t.clock.advance(1000)
    expect((await sent(less, { take: true })).body).toMatchObject({ gone: 0 })
    expect((await list('示例一')).items).toMatchObject([{ goneSince: since }])
    expect((await sent(await xlsx(sheet()), { take: true })).body).toMatchObject({ changed: 1, gone: 0 })
    expect((await list('示例一')).items).toMatchObject([{ goneSince: null }])
  })

  it('does not mark what stands in the list with a fault', async () => {
    await sent(await xlsx(sheet()), { take: true })
    const faulty = sheet().map((row) => (row[1] === codeOf(1) ? [1, codeOf(1), '', '', '', '', '', ''] : row))
    expect((await sent(await xlsx(faulty), { take: true })).body).toMatchObject({ rows: 3, gone: 0 })
  })

  it('says to the township whether the newest list has who is asked for', async () => {
    await inRegister(t, 1, { goneSince: t.clock.now() })
    await asked(t, 'owner', 1)
    const query = { params: { code: township }, query: {}, token: t.token.officer ?? '' }
    const { body } = await t.ask('GET /api/regions/:code/enterprise-links', query)
    expect(body.items).toMatchObject([{ enterprise: { goneSince: t.clock.now().toISOString() } }])
  })

  it('names what it does not understand with row and column, and takes the others', async () => {
    const rows: Cell[][] = [
      head,
      [1, codeOf(1), '示例一有限公司', '企业', '漕泾镇', 'A01', '2020-05-06', ''],
      [2, `${codeOf(2).slice(0, 17)}?`, '代码不对的', '企业', '漕泾镇', '', '', ''],
      [3, codeOf(3), '', '企业', '漕泾镇', '', '', ''],
      [4, codeOf(4), '不在这里的', '企业', '别处镇', '', '', ''],
      [5, codeOf(1), '重复的', '企业', '漕泾镇', '', '', ''],
      [6, codeOf(6), '打13812345678', '企业', '漕泾镇', '', '', ''],
      [7, codeOf(7), '示例七有限公司', '不知道', '漕泾镇', '挖矿挖土', '去年', ''],
    ]
    const { body } = await sent(await xlsx(rows), { take: true })
    expect(body).toMatchObject({ rows: 7, new: 2, problemCount: 5 })
    expect(body.problems.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
      [3, '统一社会信用代码'],
      [4, '企业名称'],
      [5, '所属镇村'],
      [6, '统一社会信用代码'],
      [7, '企业名称'],
      [8, '行业代码'],
      [8, '成立日期'],
    ])
    expect((await stored()).map(({ _id }) => _id)).toEqual([codeOf(1), codeOf(7)])
  })

  it.each<[string, Cell[][]]>([
    [
      'no column of codes',
      [
        ['名称', '镇村'],
        ['示例', '漕泾镇'],
      ],
    ],
    [
      'no column of names',
      [
        ['统一社会信用代码', '镇村'],
        [codeOf(1), '漕泾镇'],
      ],
    ],
    ['no rows', [head]],
  ])('with %s is refused, and says so', async (_what, rows) => {
    const { status, body } = await sent(await xlsx(rows))
    expect([status, body.error.code]).toEqual([422, 'unreadableEnterprises'])
  })

  it('is read from a .csv of an office too, and not from what is no table', async () => {
    const text = [head, ...sheet().slice(2)].map((row) => row.join(',')).join('\r\n')
    expect((await sent(Buffer.from(text), { name: '名录.csv' })).body).toMatchObject({ new: 3 })
    expect((await sent(Buffer.from([0, 1, 2, 3]), { name: '名录.xlsx' })).status).toBe(422)
  })

  it('is kept by the county, and by a township for its own places', async () => {
    const data = await xlsx(sheet())
    for (const who of ['owner', 'clerk', 'beside', 'officer'])
      expect([who, (await sent(data, { who })).status]).toEqual([who, 403])
    expect((await sent(data, { who: 'officer', code: township })).body).toMatchObject({ new: 3 })
    expect((await sent(data, { who: 'beside', code: '310116110' })).body).toMatchObject({
      new: 0,
      problemCount: 3,
    })
    expect((await sent(data, { who: 'administrator', code: '999999' })).status).toBe(404)
  })

  it('names an enterprise that was entered before, and leaves what its owner said', async () => {
    const body = { creditCode: codeOf(1), name: '我们店', region: village }
    const made = (await t.ask('POST /api/enterprises', { body, token: t.token.owner ?? '' })).body
    await confirm(t, made.link.id)
    await change(t, 'owner', made.id, {
      ...{ revision: (await read(t, 'owner', made.id)).revision, answers: { patents: 2, industry: 'A0141' } },
    })
    await sent(await xlsx(sheet()), { take: true })
    expect(await read(t, 'owner', made.id)).toMatchObject({
      ...{ name: '示例一有限公司', kind: 'company', registered: true, region: { code: village } },
      profile: { foundedOn: '2020-05-06', industries: ['A0141'], others: { patents: 2 } },
    })
    expect((await list('示例一')).items[0]).toMatchObject({ claimed: true })
  })

  it('names what somebody has asked for, whatever they wrote', async () => {
    const body = { creditCode: codeOf(1), name: '我们店', region: village }
    const made = (await t.ask('POST /api/enterprises', { body, token: t.token.owner ?? '' })).body
    await sent(await xlsx(sheet()), { take: true })
    expect((await read(t, 'owner', made.id)).name).toBe('示例一有限公司')
    expect((await change(t, 'owner', made.id, { revision: 0, answers: { patents: 2 } })).status).toBe(200)
    await confirm(t, made.link.id)
    expect((await read(t, 'owner', made.id)).profile).toMatchObject({
      ...{ name: '示例一有限公司', others: { patents: 2 } },
    })
  })

  it('is searched by name and by code, page by page, by those who keep it', async () => {
    for (let no = 1; no <= 5; no++)
      await inRegister(t, no, no === 3 ? { name: '(荷)花.店', region: village } : {})
    expect((await list('荷')).items).toMatchObject([{ creditCode: codeOf(3), region: { code: village } }])
    expect((await list('.')).items).toHaveLength(1)
    expect((await list(codeOf(4).toLowerCase())).items).toHaveLength(1)
    expect((await list('', 'officer', village)).items).toHaveLength(1)
    const first = await list('', 'administrator', county, { limit: 3 })
    const rest = await list('', 'administrator', county, { limit: 3, cursor: first.next })
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, undefined])
    expect(first.items[0]?.industry).toEqual({ code: 'C3572', name: '农、林、牧、渔专用机械制造' })
    const forbidden = { params: { code: county }, query: {}, token: t.token.owner ?? '' }
    expect((await t.ask('GET /api/regions/:code/enterprises', forbidden)).status).toBe(403)
  })

  it('has an empty sheet, whose example is taken for nobody', async () => {
    const answer = await t.app.inject({
      ...{ method: 'GET', url: `/api/regions/${county}/enterprises/template.xlsx` },
      headers: { authorization: `Bearer ${t.token.administrator}` },
    })
    expect(answer.statusCode).toBe(200)
    const { body } = await sent(answer.rawPayload, { take: true })
    expect(body).toMatchObject({ new: 0, problemCount: 1 })
    expect(await stored()).toEqual([])
  })

  it('gives a claim what it knows, and the claim is one’s own to correct where the register is silent', async () => {
    await inRegister(t, 1, { kind: null, foundedOn: null })
    const { id } = await asked(t, 'owner', 1)
    const body = { revision: 0, profile: { kind: 'company', foundedOn: '2022-02-02' } }
    expect((await change(t, 'owner', id, body)).status).toBe(200)
    expect((await held(t, 'owner', 1)).profile).toMatchObject({ kind: 'company', foundedOn: '2022-02-02' })
  })
})

describe('industries', () => {
  const industries = async (query: object) => {
    const answer = await t.ask('GET /api/industries', { query: query as { q?: string } })
    return answer.status === 200 ? answer.body.industries : answer.status
  }

  it('are a tree to be walked from the sections down', async () => {
    const all = await industries({})
    expect(all).toHaveLength(20)
    expect(await industries({ under: 'A' })).toContainEqual({
      ...{ code: 'A01', name: '农业', level: 'division', path: ['农、林、牧、渔业'], more: true },
    })
    expect(await industries({ under: '01' })).toContainEqual({
      ...{ code: 'A014', name: '蔬菜、食用菌及园艺作物种植', level: 'group', more: false },
      path: ['农、林、牧、渔业', '农业'],
    })
    expect([await industries({ under: 'Z' }), await industries({ under: '99' })]).toEqual([404, 404])
  })

  it.each([
    ['蔬菜', 'A014'],
    ['0141', 'A014'],
    ['a01', 'A01'],
    ['软件', 'I651'],
  ])('are found by “%s”', async (q, code) => {
    const found = await industries({ q })
    expect(Array.isArray(found) && found.map((one) => one.code)).toContain(code)
  })

  it('are not found by what there is not', async () => {
    expect(await industries({ q: '没有这一行' })).toEqual([])
    expect(await industries({ q: '.*' })).toEqual([])
  })
})

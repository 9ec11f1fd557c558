import type { Api, DraftContent, EditionWork, NoticeView } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Answer } from '../support/app'
import { accountsOf, cooperatives, january, type Month, october, partOf, september } from '../support/ledgers'
import { correctedTo } from './corrections-setup'
import {
  approved,
  completeContent,
  draftOf,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let v: Village
const ids: Record<string, string> = {}

const submit = (draft: EditionWork, confirmed = false): Promise<Answer<EditionWork>> =>
  v.ask('POST /api/notices/:id/submit', {
    params: { id: draft.notice },
    body: { revision: draft.revision, ...(confirmed ? { confirmed } : {}) },
    token: renewed(v, 'clerk'),
  })
const save = (draft: EditionWork, content: Partial<DraftContent>): Promise<Answer<EditionWork>> =>
  v.ask('PUT /api/notices/:id', {
    params: { id: draft.notice },
    body: { revision: draft.revision, content },
    token: renewed(v, 'clerk'),
  })
const view = async (id: string | undefined, who: Who | null): Promise<NoticeView> =>
  (
    await v.ask('GET /api/notices/:id', {
      params: { id: id ?? '' },
      ...(who ? { token: renewed(v, who) } : {}),
    })
  ).body
const ledger = (
  query: Omit<Api['GET /api/screens/ledger']['query'], 'region'>,
  who: Who | null = 'villager',
  region: string = village.code,
) =>
  v.ask('GET /api/screens/ledger', {
    query: { region, ...query },
    ...(who ? { token: renewed(v, who) } : {}),
  })
const ledgers = (who: Who | null = 'villager') =>
  v.ask('GET /api/screens/ledgers', {
    query: { region: village.code },
    ...(who ? { token: renewed(v, who) } : {}),
  })
const month = async (of: Month) => (await published(v, 39, accountsOf(of))).notice

beforeAll(async () => {
  v = await villageApp()
  ids.september = await month(september)
  ids.cooperatives = await month(cooperatives)
  ids.october = await month(october)
})
afterAll(() => v.close())

describe('a draft of a period', () => {
  it('begins with body, period and opening filled in', async () => {
    const draft = await draftOf(v, 39, {})
    // The cooperative's October is what is most overdue.
    expect(draft.content.ledger).toEqual({
      body: 'cooperative',
      period: '2026-10',
      opening: 9_000_000,
      closing: null,
    })
    const { body } = await v.ask('GET /api/screens/new-draft', {
      query: { region: village.code, item: 39 },
      token: renewed(v, 'clerk'),
    })
    expect(body.work.content.ledger).toEqual(draft.content.ledger)
    expect(body.ledger).toMatchObject({
      kind: 'finance',
      balances: true,
      bodies: [
        {
          bodyName: '护塘村村民委员会',
          last: { notice: ids.october, periodName: '2026年10月', closing: 1_450_000 },
          proposal: { body: 'committee', period: '2026-11', opening: 1_450_000 },
        },
        { bodyName: '护塘村经济合作社', proposal: { period: '2026-10', opening: 9_000_000 } },
      ],
    })
    expect(body.ledger?.periods.find(({ period }) => period === '2026-09')?.taken).toEqual([
      'committee',
      'cooperative',
    ])
  })

  it('of another item says nothing of a ledger, and may not', async () => {
    const draft = await draftOf(v, 29, {})
    expect(draft.content.ledger ?? null).toBeNull()
    const { status, error } = await save(draft, { ledger: partOf(october) })
    expect([status, error.code, error.fields?.[0]?.field]).toEqual([422, 'invalidFields', 'content.ledger'])
  })

  it.each([
    ['a period of another kind', { period: '2026-Q3' }, 'content.ledger.period'],
    ['a month that no year has', { period: '2026-13' }, 'content.ledger.period'],
  ])('is refused %s', async (_what, wrong, field) => {
    const { status, error } = await save(await draftOf(v, 39, {}), {
      ledger: { ...partOf(october), ...wrong },
    })
    expect([status, error.fields?.map((one) => one.field)]).toEqual([422, [field]])
  })

  it('keeps what was said, when rows are written and words are changed', async () => {
    const draft = await draftOf(v, 39, accountsOf({ ...september, body: 'cooperative', period: '2026-08' }))
    expect(draft.content.ledger).toMatchObject({ body: 'cooperative', period: '2026-08' })
    const { body } = await save(draft, { plain: '改了一句话。' })
    expect(body.content.ledger).toEqual(draft.content.ledger)
    const taken = await save(body, { ledger: null })
    expect(taken.body.content.ledger ?? null).toBeNull()
    const refused = await submit(taken.body)
    expect(refused.error.fields).toContainEqual({
      field: 'content.ledger',
      message: '还没有选这是谁的账、哪一期的账。',
    })
  })
})

describe('handing in', () => {
  it('is refused what does not add up, with the figures and the difference', async () => {
    const draft = await draftOf(v, 39, accountsOf({ ...cooperatives, period: '2026-10', closing: 8_999_900 }))
    const message =
      '期初 ¥70,000.00 加收入 ¥30,000.00 减支出 ¥10,000.00 是 ¥90,000.00，期末写的是 ¥89,999.00，差 ¥1.00，请核对。'
    expect(draft.problems).toContainEqual({ field: 'content.ledger.closing', message })
    const { status, error } = await submit(draft, true)
    expect([status, error.code]).toEqual([422, 'notReady'])
    expect(error.fields).toEqual([{ field: 'content.ledger.closing', message }])
  })

  it('asks for both balances', async () => {
    const content = accountsOf({ ...cooperatives, period: '2026-10' })
    const ledger = { ...partOf(cooperatives), period: '2026-10', opening: null, closing: null }
    const { error } = await submit(await draftOf(v, 39, { ...content, ledger }), true)
    expect(error.fields?.map(({ message }) => message)).toEqual(['还没有写期初余额。', '还没有写期末余额。'])
  })

  it('asks to confirm an opening that is not the last closing of the same body', async () => {
    const draft = await draftOf(v, 39, accountsOf({ ...october, body: 'cooperative', opening: 9_000_100 }))
    const first = await submit(draft)
    expect([first.status, first.error.code]).toEqual([422, 'unconfirmed'])
    expect(first.error.fields).toEqual([
      {
        field: 'content.ledger.opening',
        message:
          '期初写的是 ¥90,001.00，护塘村经济合作社2026年9月公开的期末是 ¥90,000.00，差 ¥1.00，请核对。',
      },
    ])
    expect((await submit(draft, true)).status).toBe(200)
  })

  it('asks to confirm a period that is published already, and never looks at the other body', async () => {
    const again = await submit(await draftOf(v, 39, accountsOf(september)))
    expect(again.error.fields?.[0]).toEqual({
      field: 'content.ledger.period',
      message: '护塘村村民委员会2026年9月的财务收支已经公开过一条。要改的话，请在那一条上更正。',
    })
    const other = await submit(
      await draftOf(v, 39, accountsOf({ ...october, body: 'cooperative', opening: 9_000_000 })),
    )
    expect(other.status).toBe(200)
  })

  it('is refused for a month that has not begun', async () => {
    const early = await submit(
      await draftOf(v, 39, accountsOf({ ...october, period: '2026-12', opening: 1_450_000 })),
      true,
    )
    expect(early.error.fields?.[0]?.message).toBe('12月还没有到，请重新选期别。')
  })

  it('warns of rows that do not come out', async () => {
    const content = completeContent(41)
    const columns = (
      await v.ask('GET /api/screens/new-draft', {
        query: { region: village.code, item: 41 },
        token: renewed(v, 'clerk'),
      })
    ).body.suggestedColumns
    const cells = ['宏大建材公司', '债务', 1_000_00, -200_00, 700_00, '1年以内']
    const draft = await draftOf(v, 41, {
      ...content,
      table: { caption: '债权债务', columns, rows: [{ household: null, cells }] },
    })
    expect((await submit(draft)).error.fields).toContainEqual({
      field: 'content.table',
      row: 1,
      column: '期末（元）',
      message: '第 1 行“期末（元）”写的是 700.00，按前面几列算是 800.00，请核对。',
    })
  })
})

describe('a published period', () => {
  it('says what it comes to, beside the one before it', async () => {
    const { ledger: shown } = await view(ids.october, 'villager')
    expect(shown).toMatchObject({
      kind: 'finance',
      name: '财务收支',
      body: 'committee',
      bodyName: '护塘村村民委员会',
      budget: false,
      period: '2026-10',
      periodName: '2026年10月',
      opening: 1_200_000,
      income: 400_000,
      expense: 150_000,
      closing: 1_450_000,
      sentence: '2026年10月收入 4,000 元，支出 1,500 元，月末余额 1.45 万元。',
      last: { notice: ids.september, period: '2026-09', expense: 300_000, closing: 1_200_000 },
    })
    expect(shown?.kinds.map(({ name, side, value }) => [name, side, value])).toEqual([
      ['租金', 'income', 400_000],
      ['办公费', 'expense', 100_000],
      ['水电费', 'expense', 50_000],
    ])
    expect(shown?.differences).toEqual([
      '收入比9月少 1,000 元。',
      '支出比9月少 1,500 元。',
      '余额比9月多 2,500 元。',
      '其中“办公费”比9月少 1,000 元。',
      '其中“水电费”比9月少 500 元。',
    ])
  })

  it('of the other body has nothing before it', async () => {
    const { ledger: shown } = await view(ids.cooperatives, 'villager')
    expect(shown).toMatchObject({ body: 'cooperative', last: null, differences: [] })
  })

  it.each<[string, Who | null]>([
    ['a visitor', null],
    ['somebody of another village', 'neighbour'],
    ['somebody verified nowhere', 'stranger'],
  ])('tells %s nothing', async (_what, who) => {
    expect((await view(ids.october, who)).ledger).toBeNull()
  })

  it('is hashed as a part of its own, and an item without a ledger as before', async () => {
    const editions = await v.deps.models.Edition.find({ notice: ids.october }).lean()
    expect(editions[0]?.parts?.map(({ name }) => name)).toEqual(['title', 'words', 'ledger', 'table'])
    const { notice } = await published(v, 29)
    const [other] = await v.deps.models.Edition.find({ notice }).lean()
    expect(other?.parts?.map(({ name }) => name)).toEqual(['title', 'words'])
    expect(other).not.toHaveProperty('ledger')
  })
})

describe('the screens of ledgers', () => {
  it('list each ledger by its bodies, with the newest period', async () => {
    const { body } = await ledgers()
    expect(body.ledgers.map(({ kind }) => kind)).toEqual([
      'finance',
      'subsidies',
      'land',
      'assets',
      'debts',
      'engineering',
      'violations',
    ])
    expect(body.ledgers[0]?.bodies).toMatchObject([
      { bodyName: '护塘村村民委员会', periods: 2, newest: { notice: ids.october } },
      { bodyName: '护塘村经济合作社', periods: 1, newest: { notice: ids.cooperatives } },
    ])
    expect(body.ledgers[0]?.bodies[0]?.newest?.sentence).toContain('支出 1,500 元')
  })

  it('show a year of one body: periods, the whole, chart and kinds', async () => {
    const { body } = await ledger({ kind: 'finance' })
    expect(body).toMatchObject({ body: 'committee', year: 2026, years: [2026], access: 'full' })
    expect(body.whole).toMatchObject({
      opening: 1_000_000,
      income: 900_000,
      expense: 450_000,
      closing: 1_450_000,
      sentence: '2026年到10月，收入 9,000 元，支出 4,500 元，月末余额 1.45 万元。',
    })
    expect(body.periods.map(({ period }) => period)).toEqual(['2026-10', '2026-09'])
    expect(body.byPeriod.points).toEqual([
      { period: '2026-09', short: '9月', notice: ids.september, values: [500_000, 300_000, 1_200_000] },
      { period: '2026-10', short: '10月', notice: ids.october, values: [400_000, 150_000, 1_450_000] },
    ])
    expect(body.byPeriod.sentence).toBe('花得最多的是9月，3,000 元；最少的是10月，1,500 元。')
    expect(body.byKind.sentence).toBe('花得最多的是办公费（占 67%）、水电费（占 33%）。')
    expect(body.budget).toBeNull()
  })

  it('never mix the bodies', async () => {
    const { body } = await ledger({ kind: 'finance', body: 'cooperative' })
    expect(body.whole).toMatchObject({ income: 3_000_000, expense: 1_000_000 })
    expect(JSON.stringify(body)).not.toContain('3900000')
  })

  it.each<[string, Who | null]>([
    ['a visitor', null],
    ['somebody of another village', 'neighbour'],
  ])('tell %s titles and no figure', async (_what, who) => {
    const { body } = await ledger({ kind: 'finance' }, who)
    expect(body).toMatchObject({ access: 'title', whole: null, budget: null })
    expect(body.accessText).toMatch(/认证/)
    expect(body.periods[0]).toMatchObject({ income: null, kinds: [], sentence: '' })
    // An id may hold six digits by chance.
    const withoutIds = (key: string, value: unknown) => (key === 'notice' ? null : value)
    expect(JSON.stringify([body.periods, body.byPeriod, body.byKind], withoutIds)).not.toMatch(/\d{6}/)
    const list = await ledgers(who)
    expect(
      list.body.ledgers.flatMap(({ bodies }) => bodies.map(({ newest }) => newest?.sentence ?? '')),
    ).toEqual(list.body.ledgers.flatMap(({ bodies }) => bodies.map(() => '')))
  })

  it('answer 404 for a body that a ledger does not have, and where there is no village', async () => {
    expect((await ledger({ kind: 'violations', body: 'cooperative' })).status).toBe(404)
    expect((await ledger({ kind: 'finance' }, null, '310116109')).status).toBe(404)
    expect((await ledger({ kind: 'finance' }, null, '999999999999')).status).toBe(404)
  })

  it('set the year beside its budget, once its first month is there', async () => {
    const columns = (
      await v.ask('GET /api/screens/new-draft', {
        query: { region: village.code, item: 38 },
        token: renewed(v, 'clerk'),
      })
    ).body.suggestedColumns
    const row = (account: string, planned: number) => ({
      household: null,
      cells: [account, planned, null, null],
    })
    await published(v, 38, {
      ...completeContent(38, { title: '2026年财务预算' }),
      ledger: { body: 'committee', period: '2026', opening: null, closing: null },
      table: {
        caption: '预算',
        columns,
        rows: [row('收入：租金', 1_800_000), row('支出：办公费', 1_000_000), row('支出：水电费', 100_000)],
      },
    })
    expect((await ledger({ kind: 'finance' })).body.budget).toBeNull()
    await month(january)
    const { body } = await ledger({ kind: 'finance' })
    expect(body.budget?.lines).toEqual([
      { name: '收入合计', side: 'income', planned: 1_800_000, actual: 1_100_000, permille: 611 },
      { name: '支出合计', side: 'expense', planned: 1_100_000, actual: 550_000, permille: 500 },
      { name: '租金', side: 'income', planned: 1_800_000, actual: 1_100_000, permille: 611 },
      { name: '办公费', side: 'expense', planned: 1_000_000, actual: 400_000, permille: 400 },
      { name: '水电费', side: 'expense', planned: 100_000, actual: 150_000, permille: 1500 },
    ])
    expect(body.budget?.sentence).toBe(
      '全年预算收入 1.8 万元，到10月收了 1.1 万元，占 61%。全年预算支出 1.1 万元，到10月用了 5,500 元，占 50%。',
    )
    expect((await ledger({ kind: 'finance', body: 'cooperative' })).body.budget).toBeNull()
    expect((await ledger({ kind: 'finance' })).body.periods).toHaveLength(3)
  })
})

describe('a correction', () => {
  it('begins with what was said, and its difference names the balance', async () => {
    const changed = { ...partOf(october), closing: 1_440_000 }
    const draftRows = {
      key: 'k9',
      row: { cells: ['2026-10-20', '补记一笔', '办公费', null, 10_000, null, null] },
    }
    const work = await correctedTo(
      v,
      ids.october ?? '',
      { ledger: changed },
      { note: '漏记一笔办公费', size: 'major' },
      { rows: [draftRows] },
    )
    expect(work.content.ledger).toEqual(changed)
    const { body } = await v.ask('GET /api/notices/:id/editions/:no/difference', {
      params: { id: ids.october ?? '', no: 2 },
      query: {},
      token: renewed(v, 'villager'),
    })
    expect(body.ledger).toEqual([{ label: '期末余额', before: '14,500.00 元', after: '14,400.00 元' }])
    expect(body.same).toBe(false)
    const visitor = await v.ask('GET /api/notices/:id/editions/:no/difference', {
      params: { id: ids.october ?? '', no: 2 },
      query: {},
    })
    expect(visitor.body.ledger ?? []).toEqual([])
    const first = await v.ask('GET /api/notices/:id', {
      params: { id: ids.october ?? '' },
      query: { edition: 1 },
      token: renewed(v, 'villager'),
    })
    expect(first.body.ledger).toMatchObject({ closing: 1_450_000, expense: 150_000 })
    const { body: year } = await ledger({ kind: 'finance' })
    expect(year.whole).toMatchObject({ expense: 560_000, closing: 1_440_000 })
  })
})

describe('what a village tells of its households', () => {
  const relief = async () => {
    const { suggestedColumns: columns } = (
      await v.ask('GET /api/screens/new-draft', {
        query: { region: village.code, item: 16 },
        token: renewed(v, 'clerk'),
      })
    ).body
    const row = (household: string, name: string, fen: number) => ({
      household,
      cells: ['15组', name, `${name}大病`, fen],
    })
    const draft = await draftOf(v, 16, {
      ...completeContent(16),
      table: {
        caption: '补助',
        columns,
        rows: [row('HT-15-001', '陆小青', 100_000), row('HT-15-002', '顾为', 50_000)],
      },
    })
    const work = await submit(draft, true)
    expect([work.status, work.error]).toEqual([200, undefined])
    const checked = await approved(v, work.body)
    await v.ask('POST /api/notices/:id/publish', {
      params: { id: draft.notice },
      body: { contentHash: checked.contentHash },
      token: renewed(v, 'publisher'),
    })
    return draft.notice
  }

  it('names nobody in a kind, and keeps a folded list to each household itself', async () => {
    const id = await relief()
    const before = await view(id, 'outsider')
    expect(before.ledger?.sums).toEqual([
      { key: 'amount', label: '补助金额（元）', kind: 'money', value: 150_000 },
    ])
    expect(before.ledger?.kinds).toHaveLength(2)
    const told = async () => [
      (await view(id, 'outsider')).ledger,
      (await ledger({ kind: 'subsidies' }, 'outsider')).body,
    ]
    // The other household's name is masked in the words of its row, and so in the kind.
    expect(JSON.stringify(before.ledger)).not.toMatch(/陆小青|顾为/)
    v.clock.advance(30 * 86_400_000)
    const [shown, year] = (await told()) as [NoticeView['ledger'], Api['GET /api/screens/ledger']['response']]
    expect(shown).toMatchObject({ kinds: [], sums: [], last: null, differences: [] })
    expect([year.whole?.sums, year.whole?.kinds, year.byKind.lines]).toEqual([[], [], []])
  })
})

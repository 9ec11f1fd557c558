import { contract, personKey, type Route, type RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { newEngine } from '../../server/src/features/push/engines'
import {
  completeContent,
  draftOf,
  people,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from '../api/notices-setup'
import { readPdf } from '../support/pdf'
import { sampleOf } from '../support/tenancy/sample'

/** Stands in the row of the father, and in no other. */
const canaries = ['人father', '护理补贴甲等', '9876543', '98765.43', '98,765.43']
const home = `${village.code}:HT-15-001`
const items = [14, 18, 19, 25]
const notices = new Map<number, string>()

let t: Village
let father: string
let mother: string

const content = (no: number) => ({
  ...completeContent(no),
  title: `发放情况${no}`,
  table: {
    caption: '发放表',
    columns: [
      { key: 'group', label: '组别', kind: 'group' as const },
      { key: 'name', label: '姓名', kind: 'name' as const },
      { key: 'type', label: '项目', kind: 'text' as const },
      { key: 'sum', label: '本季发放（元）', kind: 'money' as const },
    ],
    rows: [
      { household: 'HT-15-001', cells: ['15组', '人father', '护理补贴甲等', 9_876_543] },
      { household: 'HT-15-002', cells: ['15组', '人outsider', '生活补贴', 33_000] },
      { household: 'HT-15-001', cells: ['15组', '人mother', '生活补贴', 44_000] },
    ],
  },
})

/** Somebody of the villager's household; with an account unless told otherwise. */
async function member(id: string, account = true): Promise<string> {
  const { models, clock, config } = t.deps
  const residence = { region: village.code, household: home, member: true, state: 'living', endedAt: null }
  await models.Person.create({
    _id: `p-${id}`,
    name: `人${id}`,
    relation: id === 'father' ? '户主' : null,
    residence,
  } as never)
  if (!account) return ''
  const now = clock.now()
  await models.Account.create({
    ...{ _id: `a-${id}`, openid: `o-${id}`, person: `p-${id}`, own: `p-${id}`, name: id },
    ...{ verifiedAt: now, createdAt: now, seenAt: now },
  })
  await models.Session.create({
    _id: `s-${id}`,
    account: `a-${id}`,
    startedAt: now,
    expiresAt: new Date(now.getTime() + 1e10),
  })
  return issueAccessToken({ account: `a-${id}`, session: `s-${id}` }, config.secrets.jwt, t.clock)
}

beforeAll(async () => {
  t = await villageApp()
  father = await member('father')
  mother = await member('mother')
  await member('child', false)
  for (const no of items) notices.set(no, (await published(t, no, content(no))).notice)
}, 240_000)
afterAll(() => t.close())

const notice = (no: number) => notices.get(no) ?? ''
const rowsOf = async (no: number, token: string) => {
  const { body } = await t.ask('GET /api/notices/:id', { params: { id: notice(no) }, token })
  return (body.table?.rows ?? []).map(({ own, household, cells }) => [own, household, cells[1]])
}

/** Every address that something can be read at, for a notice with such rows, its village and the household. */
function addresses(no: number): string[] {
  const params: Record<string, string> = {
    ...{ id: notice(no), code: village.code, no: String(no), household: home, person: 'p-father' },
    ...{ resident: 'p-father', place: `${village.code}:15`, picture: 'none', enterprise: 'none' },
  }
  const given = {
    region: village.code,
    id: notice(no),
    q: '护理补贴甲等',
    no,
    quarter: '2026Q4',
    asked: 'inPerson',
  }
  return (Object.keys(contract) as RouteKey[])
    .filter((key) => key.startsWith('GET /api/') && !key.includes('/live') && !/operator|setup/.test(key))
    .flatMap((key) => {
      const path = (key.split(' ')[1] ?? '').replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'none')
      const at = key.includes('/editions/:no') ? path.replace(`/editions/${no}`, '/editions/1') : path
      const rule: Route = contract[key]
      const query = rule.query ? (sampleOf(rule.query, given) as Record<string, unknown>) : {}
      const written = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
      return [`${at}?${written}`]
    })
}

/** What the office writes, reviews and publishes it sees; nobody else does. */
const ofTheOffice = /\/work\b|\/leak\?|work=true|screens\/edit|review|difference|\/register|posts|\/rows/
const office: readonly (Who | 'mother')[] = ['clerk', 'clerk2', 'supervisor', 'publisher', 'both']

async function answered(url: string, token: string | undefined): Promise<string> {
  const answer = await t.app.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })
  expect(answer.statusCode).toBeLessThan(500)
  if (answer.headers['content-type'] === 'application/pdf')
    return readPdf(answer.rawPayload)
      .map(({ text }) => text)
      .join('')
  return answer.body
}

describe('a row that belongs to a person', () => {
  it.each(items)('of item %i is theirs', async (no) => {
    expect(await rowsOf(no, father)).toEqual([[true, null, '人father']])
    expect(await rowsOf(no, mother)).toEqual([[true, null, '人mother']])
    expect(await rowsOf(no, renewed(t, 'villager'))).toEqual([])
    expect(await rowsOf(no, renewed(t, 'outsider'))).toEqual([[true, null, '人outsider']])
  })

  it.each(items)(
    'of item %i reaches nobody else, whoever asks for whatever',
    async (no) => {
      const leaks: string[] = []
      const readers: [string, string | undefined][] = [
        ['visitor', undefined],
        ['mother', mother],
        ...people.map((who): [string, string] => [who, renewed(t, who)]),
      ]
      // What names no notice is the same for all four.
      const asked = addresses(no).filter((url) => no === 18 || url.includes(notice(no)))
      for (const url of asked) {
        for (const [who, token] of readers) {
          const body = await answered(url, token)
          // Names of residents stand in the register and in the household's own list of its members.
          const searched = url.replace(encodeURIComponent('护理补贴甲等'), '')
          const found = canaries
            .filter((canary) => body.includes(canary))
            .filter(
              (canary) =>
                canary !== '人father' || !/\/register|\/me\/household|persons|members|claims/.test(url),
            )
            .filter((canary) => canary !== '护理补贴甲等' || !/screens\/search|\/search/.test(searched))
          if (found.length > 0 && !(office.includes(who as Who) && ofTheOffice.test(url)))
            leaks.push(`${who} ${url}: ${found}`)
        }
      }
      expect(leaks).toEqual([])
    },
    300_000,
  )

  it('stands in the file that the person takes away, and in nobody else’s', async () => {
    const file = (token: string) => answered(`/api/notices/${notice(18)}/table.csv`, token)
    expect(await file(father)).toContain('护理补贴甲等')
    for (const token of [mother, renewed(t, 'villager'), renewed(t, 'clerk')])
      expect(await file(token)).not.toContain('护理补贴甲等')
    const sheet = await answered(`/api/households/${home}/statement.pdf?quarter=2026Q4`, father)
    expect(sheet).not.toContain('护理补贴甲等')
  })

  it('is found by the person alone', async () => {
    const found = async (token: string) =>
      (
        await t.ask('GET /api/screens/search', { query: { region: village.code, q: '护理补贴甲等' }, token })
      ).body.notices.map(({ id }) => id)
    expect((await found(father)).sort()).toEqual([...notices.values()].sort())
    expect(await found(mother)).toEqual([])
  })

  it('is told to the person and to nobody else of the household', async () => {
    const engine = newEngine(t.deps, { channels: [] })
    await engine.runOnce()
    const told = await t.deps.models.Match.find({ 'subject.id': notice(18) }).lean()
    const concerned = told.filter(({ reasons }) => reasons.includes('household')).map(({ person }) => person)
    expect(concerned.sort()).toEqual(['p-father', 'p-mother', 'p-outsider'])
  })

  it('of whom the register does not know exactly one is nobody’s, and the clerk is asked', async () => {
    const rows = [
      { household: 'HT-15-001', cells: ['15组', '没有这人', '护理', 1] },
      { cells: ['15组', '人father', '护理', 2] },
      { household: 'HT-15-001', cells: ['15组', '人mother', '护理', 3] },
    ]
    const whole = content(18)
    const draft = await draftOf(t, 18, { ...whole, table: { ...whole.table, rows } as never })
    expect(draft.warnings.map(({ row }) => row)).toEqual([1, 2])
    expect(draft.warnings[0]?.message).toContain('HT-15-001')
    const refused = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: renewed(t, 'clerk'),
    })
    expect(refused.error.fields?.map(({ row }) => row)).toEqual([1, 2])
    const sent = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision, confirmed: true },
      token: renewed(t, 'clerk'),
    })
    expect(sent.status).toBe(200)
    const { EditionRow } = t.deps.models
    const stored = await EditionRow.find({ notice: draft.notice }).sort({ n: 1 }).lean()
    expect(stored.map(({ household, home: named }) => [household, named])).toEqual([
      [null, home],
      [null, null],
      [personKey(village.code, 'p-mother'), home],
    ])
  })

  it('keeps the household that its writer named in what is worked on, and its hash whole', async () => {
    const { body } = await t.ask('GET /api/notices/:id/rows', {
      params: { id: notice(19) },
      query: { work: true },
      token: renewed(t, 'clerk'),
    })
    expect(body.rows.map(({ household }) => household)).toEqual(['HT-15-001', 'HT-15-002', 'HT-15-001'])
    const correction = await t.ask('POST /api/notices/:id/correct', {
      params: { id: notice(19) },
      body: {},
      token: renewed(t, 'clerk'),
    })
    expect(correction.status).toBeLessThan(300)
    const again = await t.ask('GET /api/notices/:id/rows', {
      params: { id: notice(19) },
      query: { work: true },
      token: renewed(t, 'clerk'),
    })
    expect(again.body.rows.map(({ household }) => household)).toEqual(['HT-15-001', 'HT-15-002', 'HT-15-001'])
  })

  it('was a household’s before: the migration makes it the person’s', async () => {
    const { EditionRow } = t.deps.models
    const { noticeMigrations } = await import('../../server/src/features/notices/notices.migrations')
    for (const row of await EditionRow.find({ notice: notice(25) }).lean())
      await EditionRow.updateOne(
        { _id: row._id },
        { $set: { household: row.home ?? row.household }, $unset: { home: 1 } },
      )
    for (let n = 0; n < 2; n++) for (const { run } of noticeMigrations) await run(t.deps.db)
    t.forget()
    expect(await rowsOf(25, father)).toEqual([[true, null, '人father']])
    expect(await rowsOf(25, renewed(t, 'villager'))).toEqual([])
  })
})

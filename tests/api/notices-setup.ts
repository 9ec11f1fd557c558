import type { DraftTable, EditionWork, RoleName, RowChange, WholeContent } from '@hutang/shared'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { itemOf } from '../../server/src/features/catalogue'
import { type Answer, type TestApp, testApp } from '../support/app'

export const village = { code: '310116109213', name: '护塘村', level: 'village' as const }
export const neighbour = { code: '310116109222', name: '荷月村', level: 'village' as const }
export const township = { code: '310116109', name: '漕泾镇', level: 'township' as const }
const county = { code: '310116', name: '金山区', level: 'county' as const }

export const people = [
  'clerk',
  'clerk2',
  'supervisor',
  'publisher',
  'both',
  'villager',
  'outsider',
  'stranger',
  'neighbour',
  'officer',
] as const
export type Who = (typeof people)[number]

const roles: Partial<Record<Who, [RoleName, string][]>> = {
  clerk: [['clerk', village.code]],
  clerk2: [['clerk', village.code]],
  supervisor: [['supervisor', village.code]],
  publisher: [['publisher', village.code]],
  // Somebody to whom the village gave every duty at once.
  both: [
    ['clerk', village.code],
    ['supervisor', village.code],
    ['publisher', village.code],
  ],
  officer: [['township-officer', township.code]],
}
const homes: Partial<Record<Who, { region: string; code: string; member: boolean }>> = {
  villager: { region: village.code, code: 'HT-15-001', member: true },
  outsider: { region: village.code, code: 'HT-15-002', member: false },
  neighbour: { region: neighbour.code, code: 'HY-01-001', member: true },
}

export interface Village extends TestApp {
  token: Record<Who, string>
}

/** A county with a township, two villages, four households, and people in every position. */
export const villageApp = async (env: Record<string, string> = {}): Promise<Village> =>
  peopled(await testApp({ env }))

/** The same in an application that is there already. */
export async function peopled(t: TestApp): Promise<Village> {
  const { models, clock, config } = t.deps
  const office = { name: '村委会', phone: '021-5555 0101', address: '护塘路1号', hours: '8:30–16:30' }
  await models.Region.insertMany(
    [county, township, village, neighbour].map(({ code, name, level }, at) => ({
      _id: code,
      name,
      level,
      parent: [null, county.code, township.code, township.code][at] ?? null,
      office,
    })),
  )
  await models.Group.create({ _id: `${village.code}:15`, region: village.code, no: 15, name: '15组' })
  const homesOf: [string, string][] = [
    [village.code, 'HT-15-001'],
    [village.code, 'HT-15-002'],
    [village.code, 'HT-15-003'],
    [neighbour.code, 'HY-01-001'],
  ]
  await models.Household.insertMany(
    homesOf.map(([region, code]) => ({
      _id: `${region}:${code}`,
      region,
      code,
      group: 15,
      groupName: '15组',
      head: `户主${code}`,
    })),
  )
  const token = {} as Record<Who, string>
  for (const who of people) {
    const home = homes[who]
    const residence = home && {
      region: home.region,
      household: `${home.region}:${home.code}`,
      member: home.member,
      state: 'living' as const,
      endedAt: null,
    }
    await models.Person.create({ _id: `p-${who}`, name: `人${who}`, residence: residence ?? null })
    await models.Account.create({
      _id: `a-${who}`,
      openid: `o-${who}`,
      person: `p-${who}`,
      own: `p-${who}`,
      name: who,
      verifiedAt: home ? clock.now() : null,
      createdAt: clock.now(),
      seenAt: clock.now(),
    })
    await models.Session.create({
      _id: `s-${who}`,
      account: `a-${who}`,
      startedAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 1e10),
    })
    for (const [role, region] of roles[who] ?? []) {
      const since = new Date(clock.now().getTime() - 1000)
      await models.Role.create({ _id: `${who}:${region}:${role}`, person: `p-${who}`, region, role, since })
    }
    token[who] = issueAccessToken({ account: `a-${who}`, session: `s-${who}` }, config.secrets.jwt, clock)
  }
  return { ...t, token }
}

/** A token for today: access tokens live fifteen minutes. */
export const renewed = (t: Village, who: Who): string =>
  issueAccessToken({ account: `a-${who}`, session: `s-${who}` }, t.deps.config.secrets.jwt, t.clock)

/** All that an item asks for, with a table of three households where one is asked for. */
export function completeContent(no: number, options: { table?: boolean; title?: string } = {}): WholeContent {
  const item = itemOf(village, no)
  if (!item) throw new RangeError(`no item ${no}`)
  return {
    title: options.title ?? `${item.level2}（测试）`,
    plain: '一句话把最要紧的事说清楚。',
    elements: item.elements.map((name) => ({ name, text: `${name}的内容` })),
    body: '正文第一段。\n正文第二段。',
    table: options.table
      ? {
          caption: '明细表',
          columns: [
            { key: 'group', label: '组别', kind: 'group' },
            { key: 'name', label: '户主', kind: 'name' },
            { key: 'area', label: '面积（亩）', kind: 'area' },
            { key: 'fee', label: '金额（元）', kind: 'money' },
          ],
          rows: [
            { household: 'HT-15-003', cells: ['15组', '沈大明', 419, 125_700] },
            { household: 'HT-15-001', cells: ['15组', '陆小青', 226, 67_800] },
            { household: 'HT-15-002', cells: ['15组', '顾为', 100, 30_000] },
          ],
        }
      : null,
  }
}

function expectOk<T>(answer: Answer<T>): T {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.error)}`)
  return answer.body
}

/** Rows at the end of a table, as one request takes them; their keys are their numbers. */
export const rowsAdded = (rows: DraftTable['rows'], from = 0): RowChange[] =>
  rows.map((row, at) => ({ key: `k${from + at}`, row }))

/** What a request may carry of a draft: rows follow by themselves. */
export const withoutRows = ({ table, ...words }: Partial<WholeContent>) => ({
  ...words,
  ...(table === undefined ? {} : { table: table && { caption: table.caption, columns: table.columns } }),
})

export async function draftOf(
  t: Village,
  item: number,
  content: Partial<WholeContent> = completeContent(item),
  who: Who = 'clerk',
): Promise<EditionWork> {
  const token = renewed(t, who)
  const body = { region: village.code, item, content: withoutRows(content) }
  const work = expectOk(await t.ask('POST /api/notices', { body, token }))
  const rows = content.table?.rows ?? []
  if (rows.length === 0) return work
  return expectOk(
    await t.ask('POST /api/notices/:id/rows', {
      params: { id: work.notice },
      body: { revision: work.revision, changes: rowsAdded(rows) },
      token,
    }),
  )
}

export const submitted = async (t: Village, draft: EditionWork): Promise<EditionWork> =>
  expectOk(
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      // Rows of persons whom this village's register does not know are confirmed.
      body: { revision: draft.revision, confirmed: true },
      token: renewed(t, 'clerk'),
    }),
  )

export const approved = async (t: Village, work: EditionWork): Promise<EditionWork> =>
  expectOk(
    await t.ask('POST /api/notices/:id/review', {
      params: { id: work.notice },
      body: { decision: 'approve', contentHash: work.contentHash },
      token: renewed(t, 'supervisor'),
    }),
  )

/** Through every step, as the people of the village take them. */
export async function published(
  t: Village,
  item: number,
  content: WholeContent = completeContent(item),
): Promise<EditionWork> {
  const work = await approved(t, await submitted(t, await draftOf(t, item, content)))
  return expectOk(
    await t.ask('POST /api/notices/:id/publish', {
      params: { id: work.notice },
      body: { contentHash: work.contentHash },
      token: renewed(t, 'publisher'),
    }),
  )
}

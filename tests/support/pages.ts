import type { RouteKey } from '@hutang/shared'
import { itemOf } from '../../server/src/features/catalogue'
import type { AskOptions, TestDeps } from './app'
import { preferences } from './builders'
import type { Cadres } from './walk'

export interface Visit {
  page: string
  key: RouteKey
  options: AskOptions<RouteKey>
}

const village = { code: '310116109213', name: '护塘村', level: 'village' as const }
const township = { code: '310116109', name: '漕泾镇', level: 'township' as const }

/** The pages of the mini-program over the demo village, as its screens ask for them. */
export async function pagesOf({
  models,
}: TestDeps): Promise<{ reads: Visit[]; own: Visit[]; desk: Cadres[] }> {
  const region = village.code
  const longest = await models.Edition.find({ region, state: 'published', table: { $ne: null } })
    .sort({ 'table.rows': -1 })
    .limit(1)
    .lean()
  const bare = await models.Edition.findOne({ region, state: 'published', table: null, item: 1 }).lean()
  const household = await models.Edition.findOne({ region, state: 'published', item: 16 }).lean()
  const draft = await models.Edition.findOne({ region, state: 'draft' }).lean()
  const ids = { long: longest[0]?.notice, bare: bare?.notice, own: household?.notice, draft: draft?.notice }
  const id = (name: keyof typeof ids) => {
    const found = ids[name]
    if (!found) throw new Error(`the demo village has no notice for “${name}”`)
    return found
  }
  const visit = <K extends RouteKey>(page: string, key: K, options: AskOptions<K> = {}): Visit => ({
    page,
    key,
    options: options as AskOptions<RouteKey>,
  })
  return {
    reads: [
      visit('home', 'GET /api/screens/home', { query: { region } }),
      visit('home of the township', 'GET /api/screens/home', { query: { region: township.code } }),
      visit('catalogue', 'GET /api/screens/catalogue', { query: { region } }),
      visit('item', 'GET /api/screens/item', { query: { region, no: 31 } }),
      visit('item, household', 'GET /api/screens/item', { query: { region, no: 16 } }),
      visit('list', 'GET /api/regions/:code/notices', { params: { code: region }, query: {} }),
      visit('notice', 'GET /api/screens/notice', { query: { id: id('bare') } }),
      visit('notice, long table', 'GET /api/screens/notice', { query: { id: id('long') } }),
      visit('notice, own rows', 'GET /api/screens/notice', { query: { id: id('own') } }),
      visit('notice alone', 'GET /api/notices/:id', { params: { id: id('long') } }),
      visit('rows', 'GET /api/notices/:id/rows', { params: { id: id('long') }, query: { cursor: '50' } }),
      visit('table as a file', 'GET /api/notices/:id/table.xlsx', { params: { id: id('long') } }),
      visit('table as text', 'GET /api/notices/:id/table.csv', { params: { id: id('long') } }),
      visit('editions', 'GET /api/notices/:id/editions', { params: { id: id('long') } }),
      visit('search', 'GET /api/screens/search', { query: { region, q: '土地' } }),
      visit('check', 'GET /api/check', { query: { code: '109213-2222-2222' } }),
      visit('ledgers', 'GET /api/screens/ledgers', { query: { region } }),
      visit('ledger', 'GET /api/screens/ledger', { query: { region, kind: 'finance' } }),
      visit('ledger of subsidies', 'GET /api/screens/ledger', { query: { region, kind: 'subsidies' } }),
      visit('live state', 'GET /api/live/state', { query: { region } }),
      visit('policies', 'GET /api/policies', { query: { region, q: '绿色食品' } }),
      visit('what villagers may get', 'GET /api/household-policies', { query: { region } }),
      visit('policy', 'GET /api/policies/:id', { params: { id: 'green-food' }, query: {} }),
      visit('editions of a policy', 'GET /api/policies/:id/editions', { params: { id: 'green-food' } }),
      visit('deadline of a policy', 'GET /api/policies/:id/deadline.ics', { params: { id: 'green-food' } }),
      visit('regions', 'GET /api/regions'),
      visit('region', 'GET /api/regions/:code', { params: { code: region } }),
    ],
    own: [
      visit('inbox', 'GET /api/screens/inbox', { query: {} }),
      visit('me', 'GET /api/screens/me'),
      visit('subscriptions', 'GET /api/screens/subscriptions', { query: { region } }),
      visit('household', 'GET /api/me/household'),
      visit('own subscriptions', 'GET /api/me/subscriptions'),
      visit('proxies', 'GET /api/me/proxies'),
      visit('own preferences', 'GET /api/me/preferences'),
      visit('own claims', 'GET /api/me/claims'),
      visit('save preferences', 'PUT /api/me/preferences', {
        body: preferences({ textSize: 'large' }),
      }),
      visit('subscribe', 'PUT /api/me/subscriptions', {
        body: { subscriptions: [{ region, item: 31 }] },
      }),
      visit('mute', 'PUT /api/me/mutes', { body: { mutes: [{ notice: id('bare') }] } }),
      visit('welcome', 'POST /api/me/welcome', { body: { keep: true } }),
      visit('read all', 'POST /api/me/inbox/read', { body: {} }),
      visit('grants', 'POST /api/me/grants', { body: { results: [] } }),
      visit('desk', 'GET /api/screens/desk', { query: { region } }),
      visit('desk of the township', 'GET /api/screens/desk', { query: { region: township.code } }),
      visit('desk of policies', 'GET /api/regions/:code/policy-desk', { params: { code: township.code } }),
      visit('work on a policy', 'GET /api/policies/:id/work', { params: { id: 'green-food' } }),
      visit('我要办', 'POST /api/policies/:id/applied', { params: { id: 'green-food' } }),
      visit('audit', 'GET /api/audit', { query: {} }),
      visit('register', 'GET /api/regions/:code/register', { params: { code: region }, query: {} }),
      visit('household of the register', 'GET /api/regions/:code/register/households/:household', {
        params: { code: region, household: `${region}:HT-15-008` },
      }),
      visit('places of the register', 'GET /api/regions/:code/register/places', { params: { code: region } }),
      visit('imports of the register', 'GET /api/regions/:code/register/imports', {
        params: { code: region },
      }),
      visit('edit', 'GET /api/screens/edit', { query: { id: id('draft') } }),
      visit('new draft', 'GET /api/screens/new-draft', { query: { region, item: 33 } }),
    ],
    desk: [
      {
        region,
        item: 31,
        content: contentOf(village, 31),
        writer: 'clerk',
        reviewer: 'supervisor',
        publisher: 'publisher',
      },
      {
        region: township.code,
        item: 1,
        content: contentOf(township, 1),
        writer: 'township-officer',
        reviewer: 'township-reviewer',
        publisher: 'township-publisher',
      },
    ],
  }
}

/** A notice to withdraw, and one with rows of households to take down. */
export async function endingsOf({ models }: TestDeps): Promise<Record<'withdrawn' | 'leaked', string>> {
  const find = async (item: number) =>
    (await models.Notice.findOne({ region: village.code, state: 'published', item }).lean())?._id ?? ''
  return { withdrawn: await find(1), leaked: await find(31) }
}

function contentOf(region: typeof village | typeof township, no: number) {
  const item = itemOf(region, no)
  if (!item) throw new RangeError(`no item ${no}`)
  return {
    title: `${item.level2}（测试）`,
    plain: '一句话把最要紧的事说清楚。',
    elements: item.elements.map((name) => ({ name, text: `${name}的内容` })),
    body: '正文第一段。',
    table: {
      caption: '明细表',
      columns: [
        { key: 'name', label: '名称', kind: 'text' as const },
        { key: 'area', label: '面积（亩）', kind: 'area' as const },
      ],
    },
  }
}

import { contract, hasProperties, type Route, type RouteKey } from '@hutang/shared'
import { pictureForm } from './picture'
import { type Things, theirs } from './places'
import { type Given, sampleOf } from './sample'

/** One request for something of the neighbour's. */
export interface Asked {
  key: RouteKey
  /** Which thing, where a route takes several kinds. */
  thing: string
  method: string
  url: string
  body?: unknown
  form?: Awaited<ReturnType<typeof pictureForm>>
}

/** Nobody's in particular: the person's own, the machine's, the demo's, what there was before any place. */
const elsewhere =
  /^\w+ \/(healthz|readyz|metrics|demo|docs|openapi|operator|setup|unsubscribe)|\/api\/operator|\/api\/(sheets|setup|invites)\b|\/api\/(wechat|sms|sessions|audit)|\/api\/me(\/|$)|\/api\/live$|\/api\/(enterprises|enterprise-invites|industries|package)$/
/** Of the person's own, those that take something by its name. */
const namesThings = [
  'POST /api/me/claims',
  'POST /api/me/claims/:id/slip',
  'POST /api/me/claims/:id/phone',
  'PUT /api/me/subscriptions',
  'DELETE /api/me/sessions/:id',
  'DELETE /api/me/subscriptions/:id',
  'DELETE /api/me/proxies/:id',
  'GET /api/me/household/claims',
  'POST /api/me/household/claims/:id/decision',
]

/** What stands behind a parameter of a path, by the path up to it. */
const behind: Record<string, (things: Things) => string> = {
  '/api/regions/:code': () => theirs,
  '/api/regions/:code/items/:no': () => '31',
  '/api/regions/:code/households/:household': ({ householdCode }) => householdCode,
  '/api/regions/:code/residents/:resident': ({ resident }) => resident,
  '/api/regions/:code/register/imports/:id': ({ import: id }) => id,
  '/api/regions/:code/register/county/:id': ({ county }) => county,
  '/api/regions/:code/register/people/:person': ({ resident }) => resident,
  '/api/regions/:code/register/households/:household': ({ household }) => household,
  '/api/regions/:code/register/places/:place': () => `${theirs}:15`,
  '/api/households/:household': ({ household }) => household,
  '/api/notices/:id/editions/:no': () => '1',
  '/api/notices/:id/pictures/:picture': ({ picture }) => picture,
  '/api/notices/:id/vouchers/:voucher': ({ picture }) => picture,
  '/api/claims/:id': ({ claim }) => claim,
  '/api/me/claims/:id': ({ claim }) => claim,
  '/api/me/household/claims/:id': ({ claim }) => claim,
  '/api/me/sessions/:id': ({ session }) => session,
  '/api/me/subscriptions/:id': ({ subscription }) => subscription,
  '/api/me/proxies/:id': ({ proxy }) => proxy,
  '/api/proxies/:id': ({ proxy }) => proxy,
  '/api/leak-reports/:id': ({ report }) => report,
  '/api/questions/:id': ({ question }) => question,
  '/api/wall-reports/:id': ({ wallReport }) => wallReport,
  '/api/word-checks/:id': ({ foundWords }) => foundWords,
  '/api/visits/:id': ({ visit }) => visit,
  '/api/scenes/:code': ({ scene }) => scene,
  '/api/pictures/:id': ({ picture }) => picture,
  '/api/policies/:id': ({ policy }) => policy,
  '/api/posts/:id': ({ post }) => post,
  '/api/turnovers/:id': ({ turnover }) => turnover,
  '/api/enterprises/:id': ({ enterprise }) => enterprise,
  '/api/enterprises/:id/people/:person': () => 'demo-operator',
  '/api/appeals/:id': ({ appeal }) => appeal,
  '/api/old-batches/:id': ({ oldBatch }) => oldBatch,
  '/api/old-entries/:id': ({ oldEntry }) => oldEntry,
  '/api/payment-imports/:id': () => `known:${theirs.slice(0, 9)}`,
  '/api/enterprise-links/:id': ({ enterpriseLink }) => enterpriseLink,
}

/** Every route of the contract that takes something of a place, asked for what is theirs. */
export async function everythingAsked(things: Things): Promise<Asked[]> {
  const form = await pictureForm()
  return (Object.keys(contract) as RouteKey[])
    .filter((key) => !elsewhere.test(key) || namesThings.includes(key))
    .flatMap((key) => requestsOf(key, things, form))
}

function requestsOf(key: RouteKey, things: Things, form: Awaited<ReturnType<typeof pictureForm>>): Asked[] {
  const rule: Route = contract[key]
  const [method = '', path = ''] = key.split(' ')
  const takesNotice = path.startsWith('/api/notices/:id') || isNoticeScreen(path)
  const notices = takesNotice ? Object.entries(things.notices) : [['', undefined] as const]
  return notices.map(([thing, notice]) => {
    const given = givenOf(things, notice)
    const url = filled(path, things, notice?.id)
    return {
      key,
      thing,
      method,
      url: url + queryOf(rule.query, given),
      ...(rule.consumes?.startsWith('multipart/')
        ? { form }
        : method !== 'GET' && hasProperties(rule.body)
          ? { body: sampleOf(rule.body, given) }
          : {}),
    }
  })
}

const isNoticeScreen = (path: string): boolean => /^\/api\/screens\/(notice|edit)$/.test(path)

/** Throws for a parameter that nobody has said what stands behind: a new route cannot be forgotten. */
function filled(path: string, things: Things, notice: string | undefined): string {
  return path
    .split('/')
    .map((part, at, parts) => {
      if (!part.startsWith(':')) return part
      const upTo = parts.slice(0, at + 1).join('/')
      if (upTo === '/api/notices/:id') return encodeURIComponent(notice ?? '')
      const thing = behind[upTo]
      if (!thing) throw new RangeError(`tests/support/tenancy/asked.ts: what stands behind ${upTo}?`)
      return encodeURIComponent(thing(things))
    })
    .join('/')
}

function givenOf(things: Things, notice: Things['notices'][string] | undefined): Given {
  const published = things.notices['published, item 31']
  return {
    region: theirs,
    item: 31,
    no: 31,
    id: notice?.id ?? published?.id,
    notice: notice?.id ?? published?.id,
    revision: notice?.revision ?? 1,
    contentHash: notice?.contentHash || published?.contentHash,
    household: things.household,
    householdCode: things.householdCode,
    subscriptions: [{ region: theirs, item: 31 }],
    kinds: ['phone'],
    text: `区划代码\t名称\n${theirs}\t改了名字的村`,
    q: '流转',
    work: true,
  }
}

function queryOf(schema: unknown, given: Given): string {
  const values = Object.entries(sampleOf(schema, given) as Record<string, unknown>)
  return values.length === 0
    ? ''
    : `?${new URLSearchParams(values.map(([name, value]) => [name, String(value)]))}`
}

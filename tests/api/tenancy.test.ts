import { contract, type RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Asked, everythingAsked } from '../support/tenancy/asked'
import { type Tenants, type Things, tenants, theirs, thingsOf } from '../support/tenancy/places'
import { everyDocument, foundIn, secretsOf } from '../support/tenancy/secrets'

let tenancy: Tenants
let things: Things
let asked: Asked[]
let before: Map<string, unknown>
let secrets: string[]
beforeAll(async () => {
  tenancy = await tenants()
  things = await thingsOf(tenancy.t)
  asked = await everythingAsked(things)
  const open = await Promise.all(reads().map(async (one) => (await send(one)).text))
  before = await everyDocument(tenancy.t.deps.models)
  secrets = secretsOf(before, open.join('\n'))
}, 120_000)
afterAll(() => tenancy.t.close())

const reads = () => asked.filter(({ method }) => method === 'GET')
/** Those whose answer depends on who asks; the others answer everybody what they answered the visitor. */
const readsOfSomebody = () => reads().filter(({ key }) => contract[key].auth !== 'none')

async function send({ method, url, body, form }: Asked, token?: string) {
  const answer = await tenancy.t.app.inject({
    method: method as 'GET',
    url,
    ...(form ? { payload: form.payload } : body === undefined ? {} : { payload: body as object }),
    headers: { ...form?.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
  })
  return { status: answer.statusCode, text: answer.body }
}

/** What an answer tells that its request did not say itself. */
const untold = ({ url, body }: Asked, text: string): string[] =>
  foundIn(text, secrets).filter((secret) => !`${url} ${JSON.stringify(body)}`.includes(secret))

/** What anybody may do who is signed in, or anybody at all; what is made is theirs who made it. */
const openToAll: ReadonlySet<RouteKey> = new Set([
  'POST /api/notices/:id/leak-reports',
  'POST /api/questions',
  'POST /api/appeals',
  'PUT /api/me/subscriptions',
  'POST /api/me/claims',
])
/** Of the person who asks, and of the machine; a question anybody may ask is announced to who answers it. */
const ownTraces =
  /^((sessions|audit|marks|tries|questions|subscriptions|claims|leakreports|preferences|uncheckedwords)\/|announcements\/\d{8}-\w{4}:)/

const neighbours = [
  'clerk',
  'supervisor',
  'publisher',
  'administrator',
  'villager',
  'stranger',
  'office of the township beside',
]

describe('people of another place', () => {
  it.each(neighbours)('as %s read nothing of a village that a visitor does not read', async (who) => {
    const leaks: string[] = []
    for (const one of readsOfSomebody()) {
      const { status, text } = await send(one, tenancy.tokens[who])
      if (status >= 500) leaks.push(`${one.key} ${one.thing}: ${status}`)
      const found = foundIn(text, secrets)
      if (found.length > 0) leaks.push(`${one.key} ${one.thing}: ${found.slice(0, 3).join(' | ')}`)
    }
    expect(leaks).toEqual([])
  })

  it.each(neighbours)('as %s change nothing of it, and are told so before anything else', async (who) => {
    const wrong: string[] = []
    for (const one of asked.filter(({ method }) => method !== 'GET')) {
      const { status, text } = await send(one, tenancy.tokens[who])
      const refused = status === 401 || status === 403 || status === 404
      if (!refused && !openToAll.has(one.key))
        wrong.push(`${one.key} ${one.thing}: ${status} ${text.slice(0, 200)}`)
      const found = untold(one, text)
      if (found.length > 0) wrong.push(`${one.key} ${one.thing} tells ${found.slice(0, 3).join(' | ')}`)
    }
    expect(wrong).toEqual([])
    const after = await everyDocument(tenancy.t.deps.models)
    const changed = [...before].filter(
      ([key, document]) =>
        !ownTraces.test(key) && JSON.stringify(after.get(key)) !== JSON.stringify(document),
    )
    expect(changed.map(([key]) => key)).toEqual([])
    const made = [...after.keys()].filter((key) => !before.has(key) && !ownTraces.test(key))
    expect(made).toEqual([])
  })

  it('are asked for every kind of thing, and there is something that visitors do not see', () => {
    expect(Object.keys(things.notices)).toEqual(
      expect.arrayContaining(['draft', 'submitted', 'approved', 'published, item 31', 'published, item 16']),
    )
    expect(secrets.length).toBeGreaterThan(300)
    expect(new Set(asked.map(({ key }) => key)).size).toBeGreaterThan(50)
    expect(Object.keys(contract).length).toBeGreaterThan(60)
  })
})

/** Endings, 诉求, undoing what was paid, who acts for an enterprise, and what a village's clerk does for its register where there is none. */
const overseen = [
  'POST /api/appeals/:id/acknowledge',
  'POST /api/appeals/:id/answer',
  'POST /api/appeals/:id/close',
  'POST /api/enterprise-links/:id/confirm',
  'POST /api/enterprise-links/:id/refuse',
  'POST /api/leak-reports/:id/close',
  'POST /api/notices/:id/hide',
  'POST /api/notices/:id/unhide',
  'POST /api/notices/:id/withdraw',
  'POST /api/payment-imports/:id/undo',
  // The township's own, left by somebody who has no post there.
  'POST /api/policies/:id/discard',
  'POST /api/policies/:id/take-over',
  'POST /api/regions/:code/households/:household/slips',
  'POST /api/regions/:code/residents/:resident/end',
  'POST /api/word-checks/:id/done',
]

describe('an officer of the township above', () => {
  it('reads the desk of its village, and what is for the villagers alone', async () => {
    const token = tenancy.tokens['officer above'] ?? ''
    const of = (key: RouteKey, thing = '') => {
      const one = asked.find((candidate) => candidate.key === key && candidate.thing === thing)
      if (!one) throw new Error(`${key} ${thing} is not asked`)
      return one
    }
    const notice = await send(of('GET /api/screens/notice', 'published, item 31'), token)
    expect(notice.status).toBe(200)
    expect(foundIn(notice.text, secrets).length).toBeGreaterThan(0)
    expect(JSON.parse(notice.text).notice).toMatchObject({ region: { code: theirs }, access: 'full' })
  })

  it('does there what the township oversees (组织法 36), and never writes, reviews or publishes', async () => {
    const token = tenancy.tokens['officer above'] ?? ''
    const done = new Set<string>()
    for (const one of asked.filter(({ key, method }) => method !== 'GET' && !openToAll.has(key))) {
      const { status } = await send(one, token)
      if (status < 400) done.add(one.key)
    }
    expect([...done].sort()).toEqual(overseen)
  })
})

import { hutang } from './builders'
import { once, readTwice, type Walker } from './walk'

const mine = { page: 'own enterprises', key: 'GET /api/enterprises', options: {} } as const
const township = '310116109'

/** The owner of two changes one and invites the elder, who leaves again; the township confirms who waits and refuses another. */
export async function throughTheEnterprises(walker: Walker): Promise<void> {
  const owner = 'enterprise-owner'
  await readTwice(walker, mine, owner)
  await readTwice(walker, mine, 'villager')
  const { enterprises } = (
    await walker.t.ask('GET /api/enterprises', { token: walker.tokens.get(owner) ?? '' })
  ).body
  const params = { id: enterprises[0]?.id ?? '' }
  const whole = { page: 'enterprise', key: 'GET /api/enterprises/:id', options: { params } } as const
  await readTwice(walker, whole, owner)
  await throughThePackage(walker, params, owner)
  const answers = { leaseYearsLeft: 6 }
  const body = { revision: 1, answers }
  await once(walker, 'answer a question', 'PUT /api/enterprises/:id', { params, body }, owner)
  const { code } = await once(walker, 'invite', 'POST /api/enterprises/:id/invites', { params }, owner)
  await once(walker, 'join', 'POST /api/enterprise-invites', { body: { code } }, 'elder')
  const resident = walker.t.deps.models.Account.findById('demo-elder').lean()
  const leaving = { params: { ...params, person: (await resident)?.person ?? '' } }
  await once(walker, 'leave', 'DELETE /api/enterprises/:id/people/:person', leaving, 'elder')
  const industries = {
    page: 'industries',
    key: 'GET /api/industries',
    options: { query: { q: '蔬菜' } },
  } as const
  await readTwice(walker, industries, null)
  await readTwice(walker, industries, owner)
  await throughTheOffice(walker)
}

async function throughThePackage(
  walker: Walker,
  params: { id: string },
  owner: 'enterprise-owner',
): Promise<void> {
  const fits = { page: 'package', key: 'GET /api/enterprises/:id/package', options: { params } } as const
  await readTwice(walker, fits, owner)
  await once(walker, 'looked at', 'POST /api/enterprises/:id/package/seen', { params }, owner)
  await readTwice(walker, fits, owner)
  const paper = { page: 'package', key: 'GET /api/enterprises/:id/package.pdf', options: { params } } as const
  await readTwice(walker, paper, owner)
  await once(
    walker,
    'package without an account',
    'POST /api/package',
    { body: { answers: { kind: 'company' } } },
    owner,
  )
}

async function throughTheOffice(walker: Walker): Promise<void> {
  const officer = 'township-officer'
  const claim = { name: '护塘示例小店', region: hutang }
  await once(walker, 'claim', 'POST /api/enterprises', { body: claim }, 'elder')
  const params = { code: township }
  const key = 'GET /api/regions/:code/enterprise-links' as const
  const waiting = { page: 'who waits', key, options: { params } }
  await readTwice(walker, waiting, officer)
  const tried = { params: { id: 'green-food' } }
  await once(walker, 'trial', 'POST /api/policies/:id/trial', tried, officer)
  await readTwice(walker, { page: 'told', key: 'GET /api/policies/:id/told', options: tried }, officer)
  const list = { page: 'register', key: 'GET /api/regions/:code/enterprises', options: { params } } as const
  await readTwice(walker, list, officer)
  const token = walker.tokens.get(officer) ?? ''
  const { items } = (await walker.t.ask('GET /api/regions/:code/enterprise-links', { params, token })).body
  const [first, second] = items.map(({ id }) => ({ id }))
  if (!first || !second) throw new Error('nobody waits for the township')
  const confirmed = { params: first, body: { version: 0 } }
  await once(walker, 'confirm', 'POST /api/enterprise-links/:id/confirm', confirmed, officer)
  const refused = { params: second, body: { reason: '执照上不是您。' } }
  await once(walker, 'refuse', 'POST /api/enterprise-links/:id/refuse', refused, officer)
}

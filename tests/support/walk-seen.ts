import { newEngine } from '../../server/src/features/push/engines'
import { hutang } from './builders'
import { readTwice, type Walker } from './walk'

/** What is seen before publishing and after it, and why, once everybody was told. */
export async function throughTheTelling(walker: Walker): Promise<void> {
  const { t, tokens } = walker
  const token = tokens.get('clerk') ?? ''
  const draft = await t.ask('POST /api/notices', { body: { region: hutang, item: 1 }, token })
  const ofDraft = { params: { id: draft.body.notice }, query: {} }
  await readTwice(
    walker,
    { page: 'reach of a draft', key: 'GET /api/notices/:id/reach', options: ofDraft },
    'clerk',
  )
  await newEngine(t.deps).runOnce()
  const home = { $regex: `^${hutang}:` }
  const villager = await t.deps.models.Person.findOne({ 'residence.household': home }).lean()
  const own = await t.ask('GET /api/me/inbox', { token: tokens.get('villager') ?? '' })
  const [entry] = own.body.items
  const params = { id: entry?.notice.id ?? '' }
  await readTwice(walker, { page: 'told', key: 'GET /api/notices/:id/told', options: { params } }, 'clerk')
  const people = { page: 'who missed it', key: 'GET /api/notices/:id/told/people' } as const
  await readTwice(walker, { ...people, options: { params, query: { part: 'inbox' } } }, 'clerk')
  const why = { page: 'why', key: 'GET /api/notices/:id/why' } as const
  await readTwice(walker, { ...why, options: { params, query: {} } }, 'villager')
  const asked = { params, query: { person: villager?._id ?? '' } }
  await readTwice(walker, { ...why, page: 'why, for the office', options: asked }, 'clerk')
  const ofEntry = { params: { id: entry?.id ?? '' } }
  await readTwice(
    walker,
    { page: 'why an entry', key: 'GET /api/me/inbox/:id/why', options: ofEntry },
    'villager',
  )
  await readTwice(walker, { page: 'next digest', key: 'GET /api/me/digest', options: {} }, 'villager')
}

import type { RouteKey } from '@hutang/shared'
import { newEngine } from '../../server/src/features/push/engines'
import type { AskOptions } from './app'
import { hutang } from './builders'
import type { Visit } from './pages'
import { once, readTwice, type Walker } from './walk'

/** What is refused costs little, and would say nothing. */
async function readWell(walker: Walker, visit: Visit, who: 'clerk' | 'villager'): Promise<void> {
  await readTwice(walker, visit, who)
  const token = walker.tokens.get(who) ?? ''
  const { status, error } = await walker.t.ask(visit.key, { ...visit.options, token } as AskOptions<RouteKey>)
  if (status >= 300) throw new Error(`${visit.page}: ${JSON.stringify(error)}`)
}

/** What is seen before publishing and after it, and why, once everybody was told. */
export async function throughTheTelling(walker: Walker): Promise<void> {
  const { t, tokens } = walker
  const body = { region: hutang, item: 1 }
  const draft = await once(walker, 'new draft', 'POST /api/notices', { body }, 'clerk')
  const ofDraft = { params: { id: draft.notice }, query: {} }
  await readWell(
    walker,
    { page: 'reach of a draft', key: 'GET /api/notices/:id/reach', options: ofDraft },
    'clerk',
  )
  await once(walker, 'discard', 'DELETE /api/notices/:id', { params: ofDraft.params }, 'clerk')
  await newEngine(t.deps).runOnce()
  const me = await t.ask('GET /api/me', { token: tokens.get('villager') ?? '' })
  const account = await t.deps.models.Account.findById(me.body.account).lean()
  const person = account?.person ?? ''
  const entry = await t.deps.models.Match.findOne({
    ...{ person, region: hutang, kind: 'published', state: 'sent', 'subject.kind': 'notice' },
  }).lean()
  const params = { id: entry?.subject.id ?? '' }
  await readWell(walker, { page: 'told', key: 'GET /api/notices/:id/told', options: { params } }, 'clerk')
  const people = { page: 'who missed it', key: 'GET /api/notices/:id/told/people' } as const
  await readWell(walker, { ...people, options: { params, query: { part: 'inbox' } } }, 'clerk')
  const why = { page: 'why', key: 'GET /api/notices/:id/why' } as const
  await readWell(walker, { ...why, options: { params, query: {} } }, 'villager')
  const asked = { params, query: { person } }
  await readWell(walker, { ...why, page: 'why, for the office', options: asked }, 'clerk')
  const ofEntry = { params: { id: entry?._id ?? '' } }
  await readWell(
    walker,
    { page: 'why an entry', key: 'GET /api/me/inbox/:id/why', options: ofEntry },
    'villager',
  )
  await readWell(walker, { page: 'next digest', key: 'GET /api/me/digest', options: {} }, 'villager')
}

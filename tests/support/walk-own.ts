import { hutang } from './builders'
import { once, readTwice, type Walker } from './walk'

/** The villager signs in twice more: one is ended by itself, the other with all the rest. */
export async function endSessions(walker: Walker): Promise<void> {
  const again = { body: { persona: 'villager' } }
  for (let n = 0; n < 2; n++) await walker.t.ask('POST /api/sessions/demo', again)
  const token = walker.tokens.get('villager') ?? ''
  const { sessions } = (await walker.t.ask('GET /api/me/sessions', { token })).body
  const other = { params: { id: sessions[1]?.id ?? '' } }
  await readTwice(walker, { page: 'sessions', key: 'GET /api/me/sessions', options: {} }, 'villager')
  await readTwice(walker, { page: 'leaving', key: 'GET /api/me/leaving', options: {} }, 'villager')
  const asked = { page: 'claims of a household', key: 'GET /api/me/household/claims', options: {} } as const
  await readTwice(walker, asked, 'villager')
  await once(walker, 'end a session', 'DELETE /api/me/sessions/:id', other, 'villager')
  await once(walker, 'end the others', 'DELETE /api/me/sessions', {}, 'villager')
}

/** One of the villager's subscriptions ends, in one tap. */
export async function unsubscribe(walker: Walker): Promise<void> {
  const token = walker.tokens.get('villager') ?? ''
  const { subscriptions } = (await walker.t.ask('GET /api/me/subscriptions', { token })).body
  const params = { id: subscriptions[0]?.id ?? '' }
  await once(walker, 'unsubscribe', 'DELETE /api/me/subscriptions/:id', { params }, 'villager')
}

/** An outsider asks to receive for the villager's household; the villager agrees, then the outsider ends it. */
export async function throughAProxy(walker: Walker): Promise<void> {
  const body = { region: hutang, householdCode: 'HT-15-002', relation: '女儿' }
  const { id } = await once(walker, 'ask to receive', 'POST /api/me/proxies', { body }, 'enterprise-owner')
  const list = { params: { code: hutang } }
  const office = {
    page: 'proxies of an office',
    key: 'GET /api/regions/:code/proxies',
    options: list,
  } as const
  await readTwice(walker, office, 'clerk')
  const params = { id }
  const agree = { params, body: { consent: true } }
  await once(walker, 'agree', 'POST /api/proxies/:id/decision', agree, 'villager')
  await once(walker, 'end it', 'DELETE /api/me/proxies/:id', { params }, 'enterprise-owner')
  const consent = { body: { covers: 'person', agreed: true } } as const
  const { code } = await once(walker, 'let look', 'POST /api/me/consents', consent, 'villager')
  const typed = { body: { code, relation: '女儿' } }
  await once(walker, 'type the code', 'POST /api/me/proxies/code', typed, 'enterprise-owner')
}

/** Asked of a notice, answered, asked again, answered by the supervisors, closed. */
export async function throughTheQuestions(walker: Walker, notice: string): Promise<void> {
  const body = { region: hutang, notice, kind: 'question', text: '这一项的面积是怎样量的？' }
  const { id } = await once(walker, 'ask', 'POST /api/questions', { body }, 'villager')
  const params = { id }
  const office = { page: 'questions of an office', key: 'GET /api/regions/:code/questions' } as const
  await readTwice(walker, { ...office, options: { params: { code: hutang } } }, 'clerk')
  const answer = { params, body: { text: '按确权登记的面积。' } }
  await once(walker, 'answer', 'POST /api/questions/:id/answer', answer, 'clerk')
  await once(walker, 'see the answer', 'POST /api/questions/:id/seen', { params }, 'villager')
  const again = { params, body: { text: '请再量一次。' } }
  await once(walker, 'ask again', 'POST /api/questions/:id/again', again, 'villager')
  await once(walker, 'answer', 'POST /api/questions/:id/answer', answer, 'supervisor')
  await once(walker, 'close', 'POST /api/questions/:id/close', { params }, 'villager')
  await readTwice(walker, { page: 'own questions', key: 'GET /api/me/questions', options: {} }, 'villager')
  await readTwice(
    walker,
    { page: 'question', key: 'GET /api/questions/:id', options: { params } },
    'villager',
  )
}

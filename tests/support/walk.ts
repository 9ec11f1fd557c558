import { randomUUID } from 'node:crypto'
import { type Persona, personas, type RouteKey } from '@hutang/shared'
import { seedDemo } from '../../server/src/demo/seed'
import { answeredApp } from './answered-app'
import type { AskOptions, TestApp } from './app'
import { commandCounter } from './commands'
import { endingsOf, pagesOf, type Visit } from './pages'
import type { Spent } from './spent'
import { throughTheCases } from './walk-cases'
import { throughTheEnterprises } from './walk-enterprises'
import { onPaper, throughTheOutputs } from './walk-outputs'
import { endSessions, throughAProxy, throughTheQuestions, unsubscribe } from './walk-own'
import { throughThePosts } from './walk-posts'
import { throughTheTelling } from './walk-seen'
import { throughTheVisits } from './walk-visits'
import { leadAGroup, throughTheVouchers, throughTheWall } from './walk-wall'

export interface Walker {
  t: TestApp
  tokens: Map<Persona, string>
  count: ReturnType<typeof commandCounter>
  spent: Spent[]
}

/** All ten personas and a visitor through the pages of the demo village, each command counted. */
export async function walk(): Promise<Spent[]> {
  const t = await answeredApp({ monitorCommands: true })
  try {
    await seedDemo(t.deps)
    await leadAGroup(t)
    await t.app.ready()
    const walker: Walker = { t, tokens: new Map(), count: commandCounter(t.deps.db), spent: [] }
    for (const who of personas) await signIn(walker, who)
    const { reads, own, desk } = await pagesOf(t.deps)
    const ends = await endingsOf(t.deps)
    for (const who of [null, ...personas]) {
      for (const visit of who === null ? reads : [...reads, ...own]) await readTwice(walker, visit, who)
    }
    for (const cadres of desk) await throughTheDesk(walker, cadres)
    await onPaper(walker, desk[0]?.region ?? '', ends.withdrawn)
    await throughTheVisits(walker)
    await throughTheWall(walker)
    await throughTheVouchers(walker)
    await throughTheOutputs(walker, ends.leaked, 'clerk')
    await throughTheQuestions(walker, ends.leaked)
    await throughTheEndings(walker, ends)
    await throughTheTelling(walker)
    await throughThePosts(
      (...step) => once(walker, ...step),
      (visit, who) => readTwice(walker, visit, who),
      async (key, options, who) => {
        const token = walker.tokens.get(who) ?? ''
        return (await t.ask(key, { ...options, token })).body
      },
    )
    await throughTheEnterprises(walker)
    await throughTheCases(walker)
    await unsubscribe(walker)
    await throughAProxy(walker)
    await endSessions(walker)
    for (const who of personas) await signOut(walker, who)
    return walker.spent
  } finally {
    await t.close()
  }
}

async function signIn({ t, tokens, count, spent }: Walker, who: Persona): Promise<void> {
  const { answer, commands } = await count(() => t.ask('POST /api/sessions/demo', { body: { persona: who } }))
  tokens.set(who, answer.body.accessToken)
  spent.push({ key: 'POST /api/sessions/demo', page: 'sign in', who, cold: null, warm: commands })
}

async function signOut(walker: Walker, who: Persona): Promise<void> {
  await once(walker, 'sign out', 'DELETE /api/sessions/current', {}, who)
}

export async function readTwice(
  { t, tokens, count, spent }: Walker,
  { page, key, options }: Visit,
  who: Persona | null,
): Promise<void> {
  const token = who === null ? undefined : tokens.get(who)
  const ask = () => t.ask(key, { ...options, ...(token ? { token } : {}) } as AskOptions<typeof key>)
  t.forget()
  const cold = await count(ask)
  const warm = await count(ask)
  if (warm.answer.status >= 500) throw new Error(`${page}: ${JSON.stringify(warm.answer.error)}`)
  spent.push({ key, page, who, cold: cold.commands, warm: warm.commands })
}

/** A step that can be taken once; the person has read something just before. */
export async function once<K extends RouteKey>(
  { t, tokens, count, spent }: Walker,
  page: string,
  key: K,
  options: AskOptions<K>,
  who: Persona,
) {
  const token = tokens.get(who) ?? ''
  await t.ask('GET /api/screens/me', { token })
  const headers: Record<string, string> = key.includes('/api/notices')
    ? { 'idempotency-key': randomUUID() }
    : {}
  const { answer, commands } = await count(() => t.ask(key, { ...options, token, headers }))
  if (answer.status >= 300) throw new Error(`${page} as ${who}: ${JSON.stringify(answer.error)}`)
  spent.push({ key, page, who, cold: null, warm: commands })
  return answer.body
}

export interface Cadres {
  region: string
  item: number
  content: object
  writer: Persona
  reviewer: Persona
  publisher: Persona
}

/** A notice from its first word to its publication, and one that is thrown away. */
async function throughTheDesk(walker: Walker, cadres: Cadres): Promise<void> {
  const { region, item, content, writer, reviewer, publisher } = cadres
  const body = { region, item }
  const draft = await once(walker, 'new draft', 'POST /api/notices', { body }, writer)
  const params = { id: draft.notice }
  const save = async (page: string, change: object, revision: number) =>
    once(walker, page, 'PUT /api/notices/:id', { params, body: { revision, content: change } }, writer)
  const words = await save('save words', { body: '先写一段。' }, draft.revision)
  const head = await save('save columns', content, words.revision)
  const changes = Array.from({ length: 30 }, (_, at) => ({
    key: `k${at}`,
    row: { cells: [`地块${at}`, at] },
  }))
  const rows = (revision: number) =>
    once(walker, 'save rows', 'POST /api/notices/:id/rows', { params, body: { revision, changes } }, writer)
  const whole = await rows((await rows(head.revision)).revision)
  const submit = (revision: number) =>
    once(walker, 'submit', 'POST /api/notices/:id/submit', { params, body: { revision } }, writer)
  const review = (page: string, answer: object) =>
    once(walker, page, 'POST /api/notices/:id/review', { params, body: answer }, reviewer)
  const sent = await submit(whole.revision)
  const { contentHash } = sent
  const back = await review('return', { decision: 'return', reason: '请写明面积。', contentHash })
  const mended = await save('save words', { plain: '一句话把最要紧的事说清楚了。' }, back.revision)
  const again = await submit(mended.revision)
  const atOnce = { body: { ...body, content } }
  const spare = await once(walker, 'new draft with a table', 'POST /api/notices', atOnce, writer)
  await once(walker, 'discard', 'DELETE /api/notices/:id', { params: { id: spare.notice } }, writer)
  await readTwice(
    walker,
    { page: 'edit', key: 'GET /api/screens/edit', options: { query: params } },
    reviewer,
  )
  for (const key of ['review/paper', 'review-sheet.pdf'] as const)
    await readTwice(walker, { page: key, key: `GET /api/notices/:id/${key}`, options: { params } }, reviewer)
  const fine = await review('approve', { decision: 'approve', contentHash: again.contentHash })
  const seen = { contentHash: fine.contentHash }
  await once(walker, 'publish', 'POST /api/notices/:id/publish', { params, body: seen }, publisher)
  await correction(walker, cadres, params)
}

/** A notice that is withdrawn, and one that is reported, hidden, shown again, hidden and taken down. */
async function throughTheEndings(
  walker: Walker,
  { withdrawn, leaked }: Record<'withdrawn' | 'leaked', string>,
) {
  const of = (id: string) => ({ params: { id } })
  const withReason = { body: { reason: '表用错了' } }
  await once(
    walker,
    'withdraw',
    'POST /api/notices/:id/withdraw',
    { ...of(withdrawn), ...withReason },
    'publisher',
  )
  const report = { ...of(leaked), body: { what: '表里多了一列号码' } }
  const { id } = await once(walker, 'report a leak', 'POST /api/notices/:id/leak-reports', report, 'villager')
  await once(walker, 'hide', 'POST /api/notices/:id/hide', { ...of(leaked), ...withReason }, 'supervisor')
  await once(walker, 'show again', 'POST /api/notices/:id/unhide', { ...of(leaked), body: {} }, 'supervisor')
  await once(walker, 'what became of it', 'GET /api/leak-reports/:id', of(id), 'villager')
  const closed = { ...of(id), body: { done: '已经遮住' } }
  await once(walker, 'close a report', 'POST /api/leak-reports/:id/close', closed, 'supervisor')
  await once(walker, 'hide', 'POST /api/notices/:id/hide', { ...of(leaked), ...withReason }, 'publisher')
  const leak = { page: 'leak', key: 'GET /api/notices/:id/leak', options: of(leaked) } as const
  await readTwice(walker, leak, 'supervisor')
  const takedown = { ...of(leaked), body: { ...withReason.body, kinds: ['phone'] } }
  const taken = await once(walker, 'take down', 'POST /api/notices/:id/takedown', takedown, 'supervisor')
  const [slip] = taken.leak.households
  const told = { ...of(leaked), body: { household: slip?.household, how: 'inPerson' } }
  await once(walker, 'tick', 'POST /api/notices/:id/leak/told', told, 'clerk')
  const draft = {
    page: 'report to the county',
    key: 'GET /api/notices/:id/leak-report',
    options: of(leaked),
  } as const
  await readTwice(walker, draft, 'publisher')
}

/** The same notice mended: scheduled, taken back, published. */
async function correction(
  walker: Walker,
  { writer, reviewer, publisher }: Cadres,
  params: { id: string },
): Promise<void> {
  const change = { note: '面积写错了。', size: 'major' }
  const begun = await once(
    walker,
    'begin a correction',
    'POST /api/notices/:id/correct',
    { params, body: {} },
    writer,
  )
  const content = { plain: '面积改过来了。' }
  const save = { params, body: { revision: begun.revision, content, change } }
  const saved = await once(walker, 'save a correction', 'PUT /api/notices/:id', save, writer)
  const send = { params, body: { revision: saved.revision } }
  const { contentHash } = await once(
    walker,
    'submit a correction',
    'POST /api/notices/:id/submit',
    send,
    writer,
  )
  const difference = {
    page: 'difference of a correction',
    key: 'GET /api/notices/:id/editions/:no/difference' as const,
    options: { params: { ...params, no: 2 }, query: { work: true } },
  }
  await readTwice(walker, difference, reviewer)
  const fine = { params, body: { decision: 'approve', contentHash } }
  await once(walker, 'approve a correction', 'POST /api/notices/:id/review', fine, reviewer)
  const at = new Date(walker.t.clock.now().getTime() + 3_600_000).toISOString()
  const timed = { params, body: { at, contentHash } }
  await once(walker, 'schedule', 'POST /api/notices/:id/schedule', timed, publisher)
  await once(walker, 'cancel', 'POST /api/notices/:id/cancel', { params }, publisher)
  const seen = { params, body: { contentHash } }
  await once(walker, 'publish a correction', 'POST /api/notices/:id/publish', seen, publisher)
  for (const who of [null, writer]) {
    await readTwice(
      walker,
      { ...difference, page: 'difference', options: { params: { ...params, no: 2 } } },
      who,
    )
  }
}

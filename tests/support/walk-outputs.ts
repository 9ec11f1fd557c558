import type { Persona } from '@hutang/shared'
import { once, readTwice, type Walker } from './walk'

/** What goes out of a notice besides the messages, and the quarter of a household. */
export async function throughTheOutputs(walker: Walker, id: string, who: Persona): Promise<void> {
  const of = { params: { id } }
  await readTwice(
    walker,
    { page: 'group card', key: 'GET /api/notices/:id/group-card.png', options: of },
    null,
  )
  await readTwice(
    walker,
    { page: 'share card', key: 'GET /api/notices/:id/share-card.png', options: of },
    null,
  )
  await readTwice(walker, { page: 'aloud', key: 'GET /api/notices/:id/loudspeaker.pdf', options: of }, null)
  await readTwice(walker, { page: 'outputs', key: 'GET /api/notices/:id/outputs', options: of }, who)
  const posted = { ...of, body: { where: 'group' } }
  await once(walker, 'posted', 'POST /api/notices/:id/posted', posted, who)
  const token = walker.tokens.get('villager') ?? ''
  const { household } = (await walker.t.ask('GET /api/me/household', { token })).body
  const statement = 'GET /api/households/:household/statement.pdf' as const
  const own = { page: 'statement', key: statement, options: { params: { household } } }
  await readTwice(walker, own, 'villager')
  const asked = {
    ...own,
    page: 'statement at the counter',
    options: { params: { household }, query: { asked: 'phone' as const } },
  }
  await readTwice(walker, asked, 'clerk')
}

/** What hangs outside, and the slips of a group. */
export async function onPaper(walker: Walker, code: string, id: string): Promise<void> {
  const here = { params: { code } }
  const board = { page: 'board', key: 'GET /api/notices/:id/board.pdf', options: { params: { id } } } as const
  await readTwice(walker, board, null)
  await readTwice(walker, { page: 'month', key: 'GET /api/regions/:code/board.pdf', options: here }, null)
  await readTwice(walker, { page: 'slips', key: 'GET /api/regions/:code/slips', options: here }, 'clerk')
  await once(walker, 'print slips', 'POST /api/regions/:code/slips', { ...here, body: { group: 1 } }, 'clerk')
}

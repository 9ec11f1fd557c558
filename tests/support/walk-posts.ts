import type { Api, Persona, RouteKey } from '@hutang/shared'
import type { AskOptions } from './app'
import type { Visit } from './pages'

type Once = <K extends RouteKey>(
  page: string,
  key: K,
  options: AskOptions<K>,
  who: Persona,
) => Promise<Api[K]['response']>
/** Not counted. */
type Ask = <K extends RouteKey>(key: K, options: AskOptions<K>, who: Persona) => Promise<Api[K]['response']>
type Read = (visit: Visit, who: Persona) => Promise<void>

const village = '310116109213'
const county = '310116'

/** A post that is given, rested, ended; a 换届 that is looked at, confirmed and taken back; work that is taken over. */
export async function throughThePosts(once: Once, read: Read, ask: Ask): Promise<void> {
  const who = 'operator'
  const at = { params: { code: village } }
  const given = await once(
    'give a post',
    'POST /api/regions/:code/posts',
    { ...at, body: { name: '甄有岗', phone: '13900000001', role: 'clerk', committee: false } },
    who,
  )
  const id = given.post?.id ?? ''
  const of = { params: { id } }
  const year = Number(given.post?.since.slice(0, 4))
  const leave = { ...of, body: { from: `${year + 1}-02-01`, until: `${year + 1}-02-02` } }
  await once('leave', 'POST /api/posts/:id/leave', leave, who)
  await once('back from leave', 'POST /api/posts/:id/back', of, who)
  const sheet = {
    date: `${year + 1}-03-01`,
    text: '村\t岗位\t姓名\t手机\n护塘村\t经办\t甄小云\t13900000002',
    answers: [],
  }
  const looked = { page: 'look at a 换届', key: 'POST /api/regions/:code/turnovers/preview' } as const
  await read({ ...looked, options: { params: { code: county }, body: sheet } }, who)
  const plan = await once('look', looked.key, { params: { code: county }, body: sheet }, who)
  const confirmed = await once(
    'confirm a 换届',
    'POST /api/regions/:code/turnovers',
    { params: { code: county }, body: { ...sheet, digest: plan.digest, kinChecked: true } },
    who,
  )
  for (const code of [village, county]) {
    await read(
      { page: `posts of ${code}`, key: 'GET /api/regions/:code/posts', options: { params: { code } } },
      who,
    )
  }
  await read(
    { page: '换届', key: 'GET /api/regions/:code/turnovers', options: { params: { code: county } } },
    who,
  )
  for (const code of [village, county]) {
    await read(
      { page: `SMS of ${code}`, key: 'GET /api/regions/:code/sms', options: { params: { code } } },
      who,
    )
  }
  await once('SMS money', 'PUT /api/regions/:code/sms', { ...at, body: { monthlyFen: 5000 } }, who)
  await once('take a 换届 back', 'DELETE /api/turnovers/:id', { params: { id: confirmed.id } }, who)
  await takenOver(once, ask)
  await once('end a post', 'POST /api/posts/:id/end', { ...of, body: { successor: 'later' } }, who)
  const history = { page: 'history of posts', key: 'GET /api/regions/:code/posts/history' } as const
  await read({ ...history, options: { ...at, query: {} } }, who)
}

/** The clerk leaves; the supervisor gets that post, too, and goes on with a draft. */
async function takenOver(once: Once, ask: Ask): Promise<void> {
  const at = { params: { code: village } }
  const { groups } = await ask('GET /api/regions/:code/posts', at, 'operator')
  const posts = groups[0]?.posts ?? []
  const held = (role: string) => posts.find((post) => post.role === role && post.state === 'working')
  const body = { person: held('supervisor')?.person, role: 'clerk', committee: false }
  await once('give a second post', 'POST /api/regions/:code/posts', { ...at, body }, 'operator')
  const left = { params: { id: held('clerk')?.id ?? '' }, body: { successor: 'later' } }
  await once('end the clerk’s post', 'POST /api/posts/:id/end', left, 'operator')
  const desk = await ask('GET /api/screens/desk', { query: { region: village } }, 'supervisor')
  const [orphan] = desk.orphans
  await once(
    'take over',
    'POST /api/notices/:id/take-over',
    { params: { id: orphan?.notice ?? '' } },
    'supervisor',
  )
}

import type { EditionWork } from '@hutang/shared'
import sharp from 'sharp'
import type { TestApp } from './app'
import { hutang } from './builders'
import { formOf } from './form'
import { accountsOf, september } from './ledgers'
import { once, readTwice, type Walker } from './walk'

/** Has a post that none of the demo has: the elder leads a group. */
export async function leadAGroup({ deps: { models, clock } }: TestApp): Promise<void> {
  const { person } = (await models.Account.findOne({ openid: 'demo-elder' }).lean()) ?? {}
  const group = (await models.Group.findOne({ region: hutang }).lean())?.name
  const since = new Date(clock.now().getTime() - 1)
  await models.Role.create({
    ...{ _id: 'leader-of-the-walk', person, role: 'group-leader', group, region: hutang, since },
  })
}

/** A 组长 reports for the wall, takes one report back, and the clerk puts the other into the draft of the week. */
export async function throughTheWall(walker: Walker): Promise<void> {
  const { t } = walker
  const group = (await t.deps.models.Group.findOne({ region: hutang }).lean())?.name ?? ''
  const at = { params: { code: hutang } }
  const report = {
    ...at,
    body: { group, place: '村口', problem: '堆了砖头', progress: '约好周五清完' },
  } as const
  const first = await once(walker, 'report for the wall', 'POST /api/regions/:code/wall', report, 'elder')
  const second = await once(walker, 'report for the wall', 'POST /api/regions/:code/wall', report, 'elder')
  for (const who of ['elder', 'clerk'] as const)
    await readTwice(walker, { page: 'wall', key: 'GET /api/regions/:code/wall', options: at }, who)
  const of = (id: string) => ({ params: { id } })
  await once(walker, 'take a report back', 'DELETE /api/wall-reports/:id', of(first.id), 'elder')
  const taken = of(second.id)
  const { notice } = await once(
    walker,
    'put into the draft',
    'POST /api/wall-reports/:id/taken',
    taken,
    'clerk',
  )
  await once(walker, 'discard', 'DELETE /api/notices/:id', of(notice ?? ''), 'clerk')
}

/** A photo beside a line of the accounts: tied, blacked out, ticked, published, and looked at by a member. */
export async function throughTheVouchers(walker: Walker): Promise<void> {
  const county = hutang.slice(0, 6)
  const place = { params: { code: county } }
  const on = { ...place, body: { on: true } }
  await once(walker, 'switch vouchers on', 'PUT /api/regions/:code/vouchers', on, 'operator')
  const setting = {
    page: 'vouchers of a place',
    key: 'GET /api/regions/:code/vouchers',
    options: place,
  } as const
  await readTwice(walker, setting, 'operator')
  const { table, ...words } = accountsOf({ ...september, period: '2024-03' })
  const { rows = [], ...head } = table ?? { caption: '', columns: [] }
  const body = { region: hutang, item: 39, content: { ...words, table: head } }
  const begun = await once(walker, 'new draft with a table', 'POST /api/notices', { body }, 'clerk')
  const changes = rows.map((row, at) => ({ key: `k${at}`, row }))
  const filled = { params: { id: begun.notice }, body: { revision: begun.revision, changes } }
  const draft = await once(walker, 'save rows of accounts', 'POST /api/notices/:id/rows', filled, 'clerk')
  const params = { id: draft.notice }
  const spare = (await tied(walker, draft.notice)).vouchers?.[0]
  const taken = { params: { ...params, voucher: spare?.id ?? '' } }
  await once(walker, 'take a voucher out', 'DELETE /api/notices/:id/vouchers/:voucher', taken, 'clerk')
  const kept = (await tied(walker, draft.notice)).vouchers?.[0]
  const voucher = { params: { ...params, voucher: kept?.id ?? '' } }
  const boxes = [{ x: 0, y: 0, width: 0.5, height: 0.5 }]
  const black = { ...voucher, body: { page: kept?.pages[0]?.id ?? '', boxes } }
  const boxed = await once(
    walker,
    'black out',
    'POST /api/notices/:id/vouchers/:voucher/boxes',
    black,
    'clerk',
  )
  const pages = boxed.vouchers?.[0]?.pages.map(({ id }) => id) ?? []
  const tick = { ...voucher, body: { pages, masked: 'yes' } } as const
  const ready = await once(
    walker,
    'tick a voucher',
    'POST /api/notices/:id/vouchers/:voucher/masked',
    tick,
    'clerk',
  )
  await published(walker, ready)
  const line = { page: 'vouchers of a line', key: 'GET /api/notices/:id/vouchers' } as const
  await readTwice(walker, { ...line, options: { params, query: { row: 'k1' } } }, 'villager')
}

async function published(walker: Walker, { notice, revision }: EditionWork): Promise<void> {
  const params = { id: notice }
  const sent = { params, body: { revision, confirmed: true } }
  const { contentHash } = await once(walker, 'submit', 'POST /api/notices/:id/submit', sent, 'clerk')
  const approve = { params, body: { decision: 'approve', contentHash } } as const
  await once(walker, 'approve', 'POST /api/notices/:id/review', approve, 'supervisor')
  await once(
    walker,
    'publish',
    'POST /api/notices/:id/publish',
    { params, body: { contentHash } },
    'publisher',
  )
}

/** Sent as a form, which `ask` does not. */
async function tied({ t, tokens, count, spent }: Walker, notice: string): Promise<EditionWork> {
  const data = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  const { payload, headers } = formOf(
    { name: 'a.jpg', type: 'image/jpeg', data },
    { row: 'k1', name: '发票' },
  )
  const { answer, commands } = await count(() =>
    t.app.inject({
      method: 'POST',
      url: `/api/notices/${notice}/vouchers`,
      payload,
      headers: { ...headers, authorization: `Bearer ${tokens.get('clerk') ?? ''}` },
    }),
  )
  if (answer.statusCode !== 201) throw new Error(answer.body)
  spent.push({
    ...{ key: 'POST /api/notices/:id/vouchers', page: 'tie a voucher', who: 'clerk' },
    ...{ cold: null, warm: commands },
  })
  return answer.json()
}

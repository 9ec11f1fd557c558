import type { EditionWork } from '@hutang/shared'
import sharp from 'sharp'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { formOf } from '../support/form'
import { accountsOf, september } from '../support/ledgers'
import { approved, draftOf, renewed, type Village, village, villageApp, type Who } from './notices-setup'

/** The village that is asked, and a photograph; there after `beginVouchers`. */
export let t: Village
export let photo: Buffer
export const county = village.code.slice(0, 6)

/** A village whose county and township have an administrator each. */
export async function beginVouchers(made?: Village): Promise<void> {
  t = made ?? (await villageApp())
  const { models } = t.deps
  for (const [id, region] of [
    ['county', county],
    ['town', village.code.slice(0, 9)],
  ] as const) {
    await models.Person.create({ _id: `p-${id}`, name: `人${id}`, residence: null })
    await models.Account.create({
      _id: `a-${id}`,
      openid: id,
      person: `p-${id}`,
      own: `p-${id}`,
      name: id,
      createdAt: t.clock.now(),
      seenAt: t.clock.now(),
    })
    await models.Session.create({
      _id: `s-${id}`,
      account: `a-${id}`,
      startedAt: t.clock.now(),
      expiresAt: new Date(t.clock.now().getTime() + 1e10),
    })
    await models.Role.create({
      _id: id,
      person: `p-${id}`,
      role: 'administrator',
      region,
      since: new Date(0),
    })
  }
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { Copyright: 'secret-place' } })
    .composite([
      {
        input: Buffer.from('<svg width="100" height="60"><rect width="100" height="60" fill="#d00"/></svg>'),
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer()
}

export const switched = async (on: boolean, who = 'county', code = county) =>
  t.ask('PUT /api/regions/:code/vouchers', {
    params: { code },
    body: { on },
    token: renewed(t, who as Who),
  })

export const upload = (
  id: string,
  file: Buffer | null,
  fields: Record<string, string>,
  who: Who = 'clerk',
  name = 'a.jpg',
) => {
  const { payload, headers } = formOf(file && { name, type: 'image/jpeg', data: file }, fields)
  const url = `/api/notices/${id}/vouchers`
  return t.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...headers, authorization: `Bearer ${renewed(t, who)}` },
  })
}
export const added = async (id: string, file = photo, row = 'k1', name = '发票') => {
  const answer = await upload(id, file, { row, name })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json() as EditionWork
}
export const ticked = (
  id: string,
  work: EditionWork,
  at = 0,
  masked: 'yes' | 'no' = 'yes',
  who: Who = 'clerk',
) => {
  const voucher = work.vouchers?.[at]
  return t.ask('POST /api/notices/:id/vouchers/:voucher/masked', {
    params: { id, voucher: voucher?.id ?? '' },
    body: { pages: voucher?.pages.map((page) => page.id) ?? [], masked },
    token: renewed(t, who),
  })
}
export const reason = ({ abilities }: EditionWork) =>
  abilities.find(({ verb }) => verb === 'submit')?.failureReasons ?? []

let month = 1
/** Accounts of a month: income in the first row, spending in the two others. */
export const accounts = () => {
  const period = `2026-0${(month++ % 9) + 1}`
  return draftOf(t, 39, accountsOf({ ...september, period }))
}
export const confirmedIn = async (work: EditionWork) =>
  (
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: work.notice },
      body: { revision: work.revision, confirmed: true },
      token: renewed(t, 'clerk'),
    })
  ).body
export const publishedFrom = async (work: EditionWork) => {
  const ready = await approved(t, await confirmedIn(work))
  await t.ask('POST /api/notices/:id/publish', {
    params: { id: work.notice },
    body: { contentHash: ready.contentHash },
    token: renewed(t, 'publisher'),
  })
}
export const publishedWith = async (file = photo) => {
  const { notice } = await accounts()
  const work = (await ticked(notice, await added(notice, file))).body
  await publishedFrom(work)
  return notice
}
export const seen = (id: string, who?: Who, row = 'k1') =>
  t.ask('GET /api/notices/:id/vouchers', {
    params: { id },
    query: { row },
    ...(who ? { token: renewed(t, who) } : {}),
  })
export const leads = async (id: string, who?: Who) =>
  (
    await t.ask('GET /api/notices/:id', { params: { id }, ...(who ? { token: renewed(t, who) } : {}) })
  ).body.table?.rows.map(({ voucher }) => voucher ?? null)
export const addressFor = async (id: string, who: Who = 'villager') =>
  (await seen(id, who)).body.vouchers[0]?.pages[0]?.url ?? ''
export const status = async (url: string) => (await t.app.inject(url)).statusCode

/** Taken down by two people, a minute ago, so that what began before is swept up too. */
export async function takenDown(id: string): Promise<void> {
  const params = { id }
  const by = (who: Who) => ({ params, token: renewed(t, who) })
  await t.ask('POST /api/notices/:id/hide', { ...by('supervisor'), body: { reason: '单据没遮好' } })
  const body = { reason: '单据没遮好', kinds: ['phone'] }
  const taken = await t.ask('POST /api/notices/:id/takedown', { ...by('publisher'), body })
  if (taken.body.notice?.state !== 'takenDown') throw new Error(JSON.stringify(taken.error))
  t.clock.advance(61_000)
  await finishPending(t.deps)
}

import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { type Actor, qrImage } from '../../accounts'
import { noteAct } from '../../audit'
import { keyedHash, newCode, plainCode } from '../../residents'
import { takeTry, tryKey } from '../../verification'
import {
  type EnterpriseDoc,
  type EnterpriseInviteDoc,
  type EnterpriseLinkDoc,
  enterpriseModels,
} from '../enterprises.model'
import { enterpriseNow, linkId, type OwnEnterprise } from '../profile/own'
import { linkMarks, settleLink } from './settle'

const daysMs = 7 * 86_400_000
const mostOpen = 20
const triesADay = 20

const hashOf = (deps: Deps, code: string): string =>
  keyedHash('enterprise-invite', plainCode(code), deps.config.secrets.hashKey)

const ownersOnly = () =>
  new AppError('forbidden', { message: '只有镇里核实过的负责人可以邀请同事、请同事退出。' })

/** The link of an owner, or the error that there is none. */
export async function requireOwner(deps: Deps, person: string, id: string): Promise<OwnEnterprise> {
  const own = await enterpriseNow(deps, person, id)
  if (own.link.state !== 'confirmed' || own.link.role !== 'owner') throw ownersOnly()
  return own
}

/** A code that one colleague may use once, told to nobody but the owner. */
export async function inviteColleague(
  deps: Deps,
  { person }: Actor,
  id: string,
  origin: string,
): Promise<Api['POST /api/enterprises/:id/invites']['response']> {
  await requireOwner(deps, person._id, id)
  const { EnterpriseInvite } = enterpriseModels(deps.db)
  const now = deps.clock.now()
  const open = { enterprise: id, usedBy: null, expiresAt: { $gt: now } }
  if ((await EnterpriseInvite.countDocuments(open)) >= mostOpen) throw new AppError('tooManyInvites')
  const code = newCode(2)
  const expiresAt = new Date(now.getTime() + daysMs)
  const made = { _id: hashOf(deps, code), enterprise: id, by: person._id, expiresAt, usedBy: null }
  await EnterpriseInvite.create(made)
  // Behind the #, so that no server on the way and no log reads the code.
  const link = `${origin}/#/policies/firms/index?invite=${code}`
  return { code, expiresAt: expiresAt.toISOString(), link, qr: qrImage(link) }
}

/** The code makes its first user a colleague; who gives it again after that learns that it is used. */
export async function joinByInvite(deps: Deps, actor: Actor, code: string): Promise<OwnEnterprise> {
  await takeTry(deps, tryKey(deps, 'invitation', actor.account._id), triesADay)
  const invite = await openInvite(deps, actor.person._id, hashOf(deps, code))
  const { EnterpriseInvite } = enterpriseModels(deps.db)
  const person = actor.person._id
  const { matchedCount } = await EnterpriseInvite.updateOne(
    { _id: invite._id, usedBy: { $in: [null, person] } },
    { $set: { usedBy: person } },
  )
  if (matchedCount === 0) throw new AppError('enterpriseInviteGone')
  await becomeColleague(deps, actor, invite.enterprise)
  return enterpriseNow(deps, person, invite.enterprise)
}

/** Unused or used by oneself, in time, and its owner is one still. */
async function openInvite(deps: Deps, person: string, _id: string): Promise<EnterpriseInviteDoc> {
  const { EnterpriseInvite, EnterpriseLink } = enterpriseModels(deps.db)
  const invite = await EnterpriseInvite.findById(_id).lean<EnterpriseInviteDoc>()
  const inTime = invite !== null && invite.expiresAt > deps.clock.now()
  if (!inTime || (invite.usedBy !== null && invite.usedBy !== person))
    throw new AppError('enterpriseInviteGone')
  const owner = linkId(invite.enterprise, invite.by)
  if (!(await EnterpriseLink.exists({ _id: owner, state: 'confirmed', role: 'owner' })))
    throw new AppError('enterpriseInviteGone')
  return invite
}

async function becomeColleague(
  deps: Deps,
  { account, person, from }: Actor,
  enterprise: string,
): Promise<void> {
  const { Enterprise, EnterpriseLink } = enterpriseModels(deps.db)
  const _id = linkId(enterprise, person._id)
  const region = (await Enterprise.findById(enterprise).lean<EnterpriseDoc>())?.profile.region ?? ''
  const now = deps.clock.now()
  const joined = {
    ...{ account: account._id, name: account.name, role: 'colleague' as const },
    ...{ state: 'confirmed' as const, at: now, by: 'invite' as const, region },
    ...{ reason: null, settledAt: now, settledBy: null, owed: true },
  }
  const made: EnterpriseLinkDoc = {
    ...{ _id, enterprise, person: person._id, draft: null, revision: 0, version: 0 },
    ...joined,
  }
  const isNew = await moveAfter(deps.marks, linkMarks(made), async () => {
    if (await insertOnce(EnterpriseLink, made)) return true
    const { matchedCount } = await EnterpriseLink.updateOne(
      { _id, state: { $ne: 'confirmed' } },
      { $set: joined, $inc: { version: 1 } },
    )
    return matchedCount > 0
  })
  await settleLink(deps, _id)
  if (isNew)
    await noteAct(deps, {
      ...{ act: 'enterpriseJoined', by: { account, person, from }, region, subject: enterprise },
    })
}

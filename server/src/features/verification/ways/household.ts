import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { moveAfter } from '../../../storage/marks'
import { type Actor, accountsOfPersons, usedSince } from '../../accounts'
import { noteAct } from '../../audit'
import { isOfficeHolder, type PersonDoc, residentClaimed } from '../../residents'
import { kindOf } from '../claims'
import { confirmClaim } from '../confirm'
import { type ClaimDoc, claimsMark, verificationModels } from '../verification.model'

type Asked = Api['GET /api/me/household/claims']['response']

const mostShown = 50

/** 换了微信: who of the own household has another WeChat, so they say. */
export async function askedOfHousehold(deps: Deps, actor: Actor): Promise<Asked> {
  const [home] = actor.viewer.residences
  if (!home) return { claims: [] }
  const open = await verificationModels(deps.db)
    .Claim.find({ region: home.region, state: 'open', kind: 'wechat' })
    .sort({ openedAt: 1 })
    .lean<ClaimDoc[]>()
  const asked: Asked['claims'] = []
  for (const claim of open) {
    if (asked.length === mostShown || !(await residentHere(deps, actor, claim))) continue
    asked.push({ id: claim._id, name: claim.name, openedAt: claim.openedAt.toISOString() })
  }
  return { claims: asked }
}

/** Null where the claim is nothing that the household is asked. */
async function residentHere(deps: Deps, actor: Actor, claim: ClaimDoc): Promise<PersonDoc | null> {
  const [home] = actor.viewer.residences
  if (kindOf(claim) !== 'wechat' || claim.account === actor.account._id || !home) return null
  const found = await residentClaimed(deps, claim)
  const lives = found?.resident.residence
  return lives?.state === 'living' && lives.household === home.household ? (found?.resident ?? null) : null
}

/** A member knows who it is; of who holds an office the township decides, as by a slip. */
export async function decideForHousehold(
  deps: Deps,
  actor: Actor,
  id: string,
  theirs: boolean,
): Promise<void> {
  const claim = await verificationModels(deps.db).Claim.findById(id).lean<ClaimDoc>()
  const resident = claim && (await residentHere(deps, actor, claim))
  if (!claim || !resident) throw new AppError('notFound', { message: '您家里没有这份申请。' })
  if (claim.state !== 'open') throw new AppError('claimSettled')
  if (await isOfficeHolder(deps, resident._id))
    throw new AppError('forbidden', {
      message: '这位家里人在任村干部，请镇里核对，或由本人用微信手机号核对。',
    })
  if (theirs && actor.person._id !== resident._id && (await usesTheirWechat(deps, resident._id)))
    throw new AppError('forbidden', { message: stillUsed(resident.name) })
  const noted = { by: actor, region: claim.region, subject: claim._id, detail: 'byHousehold' } as const
  if (theirs) {
    await confirmClaim(deps, claim, resident._id, actor.person._id)
    await noteAct(deps, { act: 'claimConfirmed', ...noted })
    return
  }
  await refuse(deps, claim, actor.person._id)
  await noteAct(deps, { act: 'claimRefused', ...noted })
}

const quietMs = 30 * 86_400_000

/**
 * Who still uses their WeChat says so themselves: else one of the household could take it from another. One that the household
 * disputed counts too, or 不是我 would be the first half of that.
 */
async function usesTheirWechat(deps: Deps, resident: string): Promise<boolean> {
  const theirs = (await accountsOfPersons(deps.db, [resident])).filter(
    ({ verifiedAt }) => verifiedAt !== null,
  )
  const ids = theirs.map(({ _id }) => _id)
  return usedSince(deps, ids, new Date(deps.clock.now().getTime() - quietMs))
}

const stillUsed = (name: string) =>
  `${name}原来的微信这个月还在用，要本人在那个微信里点“是本人”；用不了的，用纸条、登记的手机号，或到村委会办。`

const notTheirs = '您家里人说不是您本人。请用纸条上的号码认证，或到村委会办理。'

async function refuse(deps: Deps, { _id, account }: ClaimDoc, by: string): Promise<void> {
  const decided = { state: 'refused', settledAt: deps.clock.now(), settledBy: by, reason: notTheirs }
  const { matchedCount } = await moveAfter(deps.marks, [claimsMark(account)], () =>
    verificationModels(deps.db).Claim.updateOne({ _id, state: 'open' }, { $set: decided }),
  )
  if (matchedCount !== 1) throw new AppError('claimSettled')
}

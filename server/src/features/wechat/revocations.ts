import type { MediaEvent, RevokedEvent } from '../../channels/wechat'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { insertMissing } from '../../storage/insert-once'
import { keyedHash } from '../residents'
import { type RevocationDoc, wechatModels } from './wechat.model'

const leaseMs = 60_000
const mostAtOnce = 100
const past = new Date(0)

/**
 * What WeChat told, once it is on disk: of a revocation every feature is asked until it has answered, here or by the job. A
 * picture's verdict is not kept: where a feature fails, WeChat pushes it again.
 */
export async function wechatTold(deps: Deps, events: readonly (RevokedEvent | MediaEvent)[]): Promise<void> {
  const revoked = events.filter((event) => event.kind === 'revoked')
  if (revoked.length > 0) {
    const docs = revoked.map((event) => recordOf(deps, event))
    await insertMissing(wechatModels(deps.db).Revocation, docs)
    await settleRevocations(deps)
  }
  for (const event of events) {
    if (event.kind !== 'media') continue
    const { traceId, suggest, label } = event
    for (const { wechat } of deps.features) await wechat?.onMediaChecked?.(deps, { traceId, suggest, label })
  }
}

function recordOf({ config, clock }: Deps, { openid, what, info, at }: RevokedEvent): RevocationDoc {
  const said = JSON.stringify([openid, what, info, at.getTime()])
  return {
    _id: keyedHash('revocation', said, config.secrets.hashKey),
    ...{ openid, what, info, at, cameAt: clock.now() },
    ...{ open: true, doneAt: null, tries: 0, leaseUntil: past },
  }
}

/** Carries out what is still open. A feature may be asked again where a process died after it had answered. */
export async function settleRevocations(deps: Deps): Promise<number> {
  const { Revocation } = wechatModels(deps.db)
  const open = await Revocation.find({ open: true, leaseUntil: { $lte: deps.clock.now() } })
    .sort({ leaseUntil: 1 })
    .limit(mostAtOnce)
    .lean<RevocationDoc[]>()
  return eachSafely(deps.log, 'a revocation could not be carried out', open, (one) => settle(deps, one))
}

async function settle(
  deps: Deps,
  { _id, openid, what, info, at, leaseUntil }: RevocationDoc,
): Promise<boolean> {
  const { Revocation } = wechatModels(deps.db)
  const lease = new Date(deps.clock.now().getTime() + leaseMs)
  const { modifiedCount } = await Revocation.updateOne(
    { _id, open: true, leaseUntil },
    { $set: { leaseUntil: lease }, $inc: { tries: 1 } },
  )
  if (modifiedCount === 0 || openid === null) return false
  for (const { wechat } of deps.features) await wechat?.onRevoked?.(deps, { openid, what, info, at })
  await Revocation.updateOne(
    { _id, open: true, leaseUntil: lease },
    { $set: { open: false, doneAt: deps.clock.now(), openid: null } },
  )
  return true
}

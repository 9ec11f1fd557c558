import { administers, type SmsMoney, type Viewer, worksFor } from '@hutang/shared'
import { smsConnected } from '../../../config-sms'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { type RegionDoc, regionOf, regionRef, regionsWithin, setSmsMoney } from '../../regions'
import { usedMoney } from '../limits/money'
import { pushModels } from '../push.model'
import type { SmsHoldDoc } from './sms.schemas'

/** What SMS may cost a place in a month, for who works there. */
export async function smsMoneyOf(deps: Deps, { viewer }: Actor, code: string): Promise<SmsMoney> {
  const region = await regionOf(deps, code)
  if (!administers(viewer, code) && !worksFor(viewer, code)) throw new AppError('forbidden')
  return viewOf(deps, viewer, region)
}

export async function changeSmsMoney(
  deps: Deps,
  actor: Actor,
  code: string,
  monthlyFen: number,
): Promise<SmsMoney> {
  const region = await regionOf(deps, code)
  if (!maySet(actor.viewer, region)) throw new AppError('forbidden')
  await recordAct(deps, `sms:${code}:${deps.clock.now().toISOString()}`, {
    act: 'settingChanged',
    by: actor,
    region: code,
    detail: 'smsMoney',
  })
  await setSmsMoney(deps, code, monthlyFen)
  return viewOf(deps, actor.viewer, { ...region, smsMonthlyFen: monthlyFen })
}

/** A village's money is set above it; where nothing lies above, by its own administrator. */
const maySet = ({ roles }: Viewer, { _id, level, parent }: RegionDoc): boolean =>
  roles.some(
    ({ role, region }) =>
      role === 'administrator' &&
      _id.startsWith(region) &&
      (region !== _id || level !== 'village' || parent === null),
  )

async function viewOf(deps: Deps, viewer: Viewer, region: RegionDoc): Promise<SmsMoney> {
  const below = (await regionsWithin(deps, region._id)).filter(({ parent }) => parent === region._id)
  const { used, month } = await usedMoney(
    deps,
    [region, ...below].map(({ _id }) => _id),
    deps.clock.now(),
  )
  const all = used.get(region._id) ?? 0
  const reservedFen = Math.min(all, await reservedMoney(deps, region._id, month))
  const leftOf = ({ _id, smsMonthlyFen }: RegionDoc) =>
    Math.max(0, (smsMonthlyFen ?? 0) - (used.get(_id) ?? 0))
  return {
    connected: smsConnected(deps.config),
    monthlyFen: region.smsMonthlyFen ?? 0,
    ...{ month, spentFen: all - reservedFen, reservedFen, leftFen: leftOf(region) },
    segmentFen: deps.config.sms.segmentFen,
    mayChange: maySet(viewer, region),
    region: regionRef(region),
    below: below.map((place) => ({
      region: regionRef(place),
      monthlyFen: place.smsMonthlyFen ?? 0,
      leftFen: leftOf(place),
    })),
  }
}

/** Counted already, and not called yet, or on its way back. */
async function reservedMoney({ db }: Pick<Deps, 'db'>, region: string, month: string): Promise<number> {
  const holds = await pushModels(db)
    .SmsHold.find({ region, month, state: { $in: ['reserved', 'returning'] } }, { fen: 1 })
    .lean<Pick<SmsHoldDoc, 'fen'>[]>()
  return holds.reduce((sum, { fen }) => sum + fen, 0)
}

import { administers, type SmsMoney, type Viewer, worksFor } from '@hutang/shared'
import { smsConnected } from '../../../config-sms'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { type RegionDoc, regionOf, setSmsMoney } from '../../regions'
import { spentMoney } from '../limits/money'

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
  const { fen: spentFen, month } = await spentMoney(deps, region._id)
  return {
    connected: smsConnected(deps.config),
    monthlyFen: region.smsMonthlyFen ?? 0,
    ...{ month, spentFen, segmentFen: deps.config.sms.segmentFen },
    mayChange: maySet(viewer, region),
  }
}

import {
  administers,
  asksBalance,
  seesVouchers,
  switchesVouchers,
  type Viewer,
  type VoucherSetting,
  worksFor,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { ledgerPlace } from '../../catalogue'
import { knownRegion, parentsOf, type RegionDoc, regionOf, regionRef, setVouchers } from '../../regions'
import type { EditionDoc } from '../notices.model'

/** The county; a place alone where nothing lies above it. */
async function uppermost(deps: Deps, region: RegionDoc): Promise<RegionDoc> {
  const [top = region] = await parentsOf(deps, region)
  return top
}

/** 单据公开: whether the county has switched vouchers on. */
export async function vouchersOn(deps: Deps, code: string): Promise<boolean> {
  const region = await knownRegion(deps, code)
  return region !== null && (await uppermost(deps, region)).vouchers === true
}

/** Whether a notice takes vouchers: the accounts of a period. */
export async function takesVouchers(
  deps: Deps,
  { region, item }: Pick<EditionDoc, 'region' | 'item'>,
): Promise<boolean> {
  const place = ledgerPlace((await regionOf(deps, region)).level, item)
  return place !== null && asksBalance(place)
}

/** Whether the lines of a notice lead this viewer to their vouchers. */
export const showsVouchers = async (deps: Deps, viewer: Viewer, region: string): Promise<boolean> =>
  seesVouchers(viewer, region) && (await vouchersOn(deps, region))

export async function voucherSetting(deps: Deps, { viewer }: Actor, code: string): Promise<VoucherSetting> {
  const region = await regionOf(deps, code)
  if (!administers(viewer, code) && !worksFor(viewer, code)) throw new AppError('forbidden')
  return viewOf(viewer, region, await uppermost(deps, region))
}

/** Of the county itself alone, by its administrator; recorded before it holds. */
export async function switchVouchers(
  deps: Deps,
  actor: Actor,
  code: string,
  on: boolean,
): Promise<VoucherSetting> {
  const region = await regionOf(deps, code)
  const top = await uppermost(deps, region)
  if (top._id !== code || !switchesVouchers(actor.viewer, code)) throw new AppError('forbidden')
  await recordAct(deps, `vouchers:${code}:${on}:${deps.clock.now().toISOString()}`, {
    act: 'settingChanged',
    by: actor,
    region: code,
    detail: on ? 'vouchersOn' : 'vouchersOff',
  })
  await setVouchers(deps, code, on)
  return viewOf(actor.viewer, region, { ...top, vouchers: on })
}

const viewOf = (viewer: Viewer, region: RegionDoc, top: RegionDoc): VoucherSetting => ({
  region: regionRef(region),
  on: top.vouchers === true,
  mayChange: top._id === region._id && switchesVouchers(viewer, top._id),
  text: top.vouchers
    ? `${top.name}已开通：村里的财务公开可以放单据，只给本村成员看。`
    : `${top.name}还没有开通。开通以后，村里的财务公开可以放单据，只给本村成员看。`,
})

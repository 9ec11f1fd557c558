import type { Claim } from '@hutang/shared'
import { wechatConnected } from '../../../config'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { hashPhone, householdOf, sealPhone } from '../../residents'
import { newClaim, replaceOpenClaim, view } from '../claims'
import { phoneOf } from '../confirm'
import { giveTryBack, takeTry, tryKey } from '../tries'
import type { ClaimDoc } from '../verification.model'
import { openingsADay } from '../verification.rules'

/** 手机号换了: the number of the phone in hand is to take the place of the register's, once the office or a slip confirms it. */
export async function openPhoneChange(deps: Deps, actor: Actor, code: string): Promise<Claim> {
  if (!wechatConnected(deps.config)) throw new AppError('wechatNotConnected')
  const { account, person, viewer } = actor
  if (account.disputedAt !== null) throw new AppError('disputed')
  const [home] = viewer.residences
  const household = home && (await householdOf(deps.db, home.household))
  if (!home || !household)
    throw new AppError('householdNotFound', { message: '您还没有认证为哪一户的村民，认证后再改手机号。' })
  const tries = tryKey(deps, 'opening', account._id)
  await takeTry(deps, tries, openingsADay)
  const number = await phoneOf(deps, account, code, () => giveTryBack(deps, tries))
  const { hashKey, fieldKey } = deps.config.secrets
  const phone = { hash: hashPhone(number, hashKey), sealed: sealPhone(number, fieldKey) }
  if (phone.hash === person.phoneHash) throw new AppError('samePhone')
  const claimed = { region: home.region, householdCode: household.code, name: person.name }
  const claim: ClaimDoc = {
    ...newClaim(deps, account._id, claimed),
    ...{ kind: 'phone', resident: person._id, phone },
  }
  return view(deps, await replaceOpenClaim(deps, claim))
}

import { type EmailView, maskedEmail, plainEmail } from '@hutang/shared'
import { emailConnected } from '../../../config-email'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce, upsertSafely } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { keepPreference, preferenceOf } from '../following/preferences'
import { pushModels, wishesMark } from '../push.model'
import { sendCode, takeCode } from './codes'
import type { EmailAddressDoc, EmailCodeDoc } from './email.schemas'
import { openEmail } from './sealing'

/** What the person may see of their own address: never all of it. */
export async function emailOf({ db, config, clock }: Deps, person: string): Promise<EmailView> {
  const { EmailAddress, EmailCode } = pushModels(db)
  const [kept, code] = await Promise.all([
    EmailAddress.findById(person).lean<EmailAddressDoc>(),
    EmailCode.findById(person).lean<EmailCodeDoc>(),
  ])
  const masked = (sealed: string | undefined): string | null => {
    const address = sealed === undefined ? null : openEmail(config, sealed)
    return address === null ? null : maskedEmail(address)
  }
  const isGood = code !== null && code.expiresAt > clock.now()
  return {
    connected: emailConnected(config),
    address: masked(kept?.sealed),
    returned: kept?.goneAt != null,
    waiting: isGood ? masked(code.sealed) : null,
  }
}

export async function wishAddress(deps: Deps, person: string, text: string): Promise<EmailView> {
  const address = plainEmail(text)
  if (address === null) {
    const fields = [{ field: 'address', message: '邮箱：写法不对，应像 zhang@qq.com 这样。' }]
    throw new AppError('invalidFields', { fields })
  }
  await sendCode(deps, person, address)
  return emailOf(deps, person)
}

/** From now on the address is used; who confirms one wishes for e-mail. */
export async function confirmAddress(deps: Deps, person: string, typed: string): Promise<EmailView> {
  const { sealed, hash } = await takeCode(deps, person, typed)
  const confirmed = { sealed, hash, confirmedAt: deps.clock.now(), goneAt: null }
  await upsertSafely(() =>
    pushModels(deps.db).EmailAddress.updateOne({ _id: person }, { $set: confirmed }, { upsert: true }),
  )
  await switchEmail(deps, person, true)
  return emailOf(deps, person)
}

export async function forgetAddress(deps: Deps, person: string): Promise<EmailView> {
  await endAddress(deps, person)
  return emailOf(deps, person)
}

/** Repeatable; the other channels and their order stay as they are. */
export async function switchEmail(deps: Deps, person: string, on: boolean): Promise<void> {
  const { channels } = await preferenceOf(deps.db, person)
  if (channels.includes('email') === on) return
  const others = channels.filter((channel) => channel !== 'email')
  const wanted = { channels: on ? [...others, 'email' as const] : others }
  await moveAfter(deps.marks, [wishesMark(person)], () => keepPreference(deps, person, wanted))
}

/** The address goes where the account goes; who has one of their own keeps it. Repeatable. */
export async function moveAddress(deps: Deps, from: string, to: string): Promise<void> {
  if (from === to) return
  const { EmailAddress } = pushModels(deps.db)
  const kept = await EmailAddress.findById(from).lean<EmailAddressDoc>()
  if (kept) await insertOnce(EmailAddress, { ...kept, _id: to })
  await endAddress(deps, from)
}

export async function endAddress({ db }: Deps, person: string): Promise<void> {
  const { EmailAddress, EmailCode } = pushModels(db)
  await Promise.all([EmailAddress.deleteOne({ _id: person }), EmailCode.deleteOne({ _id: person })])
}

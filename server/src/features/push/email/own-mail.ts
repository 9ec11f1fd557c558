import { randomUUID } from 'node:crypto'
import { maskedEmail } from '@hutang/shared'
import type { Mail } from '../../../channels/email'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { pushModels } from '../push.model'
import type { EmailAddressDoc } from './email.schemas'
import { countOfDay } from './limit'
import { mailerOf } from './mailer'
import { openEmail } from './sealing'

const mostADay = 10

/**
 * What a person asks to have sent to their own confirmed address; answers the address, masked. It is asked for each time,
 * so it goes also where e-mail is off for messages. Throws `emailOff`, `emailMissing`, `mailsSpent` and `emailNotSent`.
 */
export async function mailTo(
  deps: Deps,
  person: string,
  mail: Pick<Mail, 'subject' | 'text' | 'html' | 'attachments'>,
): Promise<string> {
  const mailer = mailerOf(deps)
  if (!mailer) throw new AppError('emailOff')
  const kept = await pushModels(deps.db).EmailAddress.findById(person).lean<EmailAddressDoc>()
  const address = kept && kept.goneAt === null ? openEmail(deps.config, kept.sealed) : null
  if (address === null) throw new AppError('emailMissing')
  await countOfDay(deps, `ownMail:${person}`, { most: mostADay, spent: 'mailsSpent' })
  const outcome = await mailer.send(
    { to: address, at: deps.clock.now(), messageId: randomUUID(), ...mail },
    0,
  )
  if (outcome.kind === 'refused') {
    deps.log.warn(
      { code: outcome.code, detail: outcome.detail },
      'email: what a person asked for was not sent',
    )
    throw new AppError('emailNotSent')
  }
  return maskedEmail(address)
}

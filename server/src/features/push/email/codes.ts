import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { upsertSafely } from '../../../storage/insert-once'
import { keyedHash } from '../../residents'
import { pushModels } from '../push.model'
import type { EmailCodeDoc } from './email.schemas'
import { countOfDay } from './limit'
import { mailerOf } from './mailer'
import { hashEmail, sealEmail } from './sealing'

const goodForMs = 10 * 60_000
const mostTries = 5
/** For a person and for an address, so that nobody's mailbox is filled by others. */
const mostADay = 5

const hashCode = ({ config }: Deps, person: string, code: string): string =>
  keyedHash('emailCode', `${person}:${code}`, config.secrets.hashKey)

/** Sends a new code; the one before is good no more. */
export async function sendCode(deps: Deps, person: string, address: string): Promise<void> {
  const mailer = mailerOf(deps)
  if (!mailer) throw new AppError('emailOff')
  const { db, clock, config } = deps
  const hash = hashEmail(config, address)
  const now = clock.now()
  for (const whose of [`person:${person}`, `address:${hash}`])
    await countOfDay(deps, `emailCode:${whose}`, { most: mostADay, spent: 'emailCodesSpent' })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const waiting = {
    sealed: sealEmail(config, address),
    hash,
    code: hashCode(deps, person, code),
    tries: 0,
    expiresAt: new Date(now.getTime() + goodForMs),
  }
  await upsertSafely(() =>
    pushModels(db).EmailCode.updateOne({ _id: person }, { $set: waiting }, { upsert: true }),
  )
  const mail = { to: address, at: now, messageId: randomUUID(), ...codeLetter(code) }
  const outcome = await mailer.send(mail, 0)
  if (outcome.kind !== 'refused') return
  deps.log.warn({ code: outcome.code, detail: outcome.detail }, 'email: a code was not sent')
  if (outcome.effect !== 'addressGone') throw new AppError('emailNotSent')
  const fields = [{ field: 'address', message: '邮箱：这个邮箱收不到信，请看看有没有写错。' }]
  throw new AppError('invalidFields', { fields })
}

/** Takes the code that fits, once; each wrong one counts before it is compared. */
export async function takeCode(deps: Deps, person: string, typed: string): Promise<EmailCodeDoc> {
  const { EmailCode } = pushModels(deps.db)
  const code = typed.normalize('NFKC').replace(/\s/g, '')
  const waiting = await EmailCode.findOneAndUpdate(
    { _id: person, tries: { $lt: mostTries }, expiresAt: { $gt: deps.clock.now() } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  ).lean<EmailCodeDoc>()
  if (!waiting) throw new AppError('emailCodeGone')
  const given = Buffer.from(hashCode(deps, person, code))
  if (!timingSafeEqual(given, Buffer.from(waiting.code))) {
    const left = mostTries - waiting.tries
    if (left === 0) throw new AppError('emailCodeGone')
    const message = `验证码：不对，还能再试${left}次。`
    throw new AppError('invalidFields', { fields: [{ field: 'code', message }] })
  }
  const { deletedCount } = await EmailCode.deleteOne({ _id: person, code: waiting.code })
  if (deletedCount === 0) throw new AppError('emailCodeGone')
  return waiting
}

function codeLetter(code: string) {
  const words = `您的验证码是 ${code}，10分钟内有效。`
  const ignore = '不是您本人在填邮箱，就不用理会这封信。'
  return {
    subject: '护塘：确认您的邮箱',
    text: `${words}\n\n${ignore}\n`,
    html: `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>确认您的邮箱</title></head>
<body style="margin:0;padding:24px;background:#faf6ef;color:#1f1b16;font-size:18px;line-height:1.6">
<p>您的验证码是</p>
<p style="font-size:32px;font-weight:600;letter-spacing:4px">${code}</p>
<p>10分钟内有效。${ignore}</p>
</body>
</html>
`,
  }
}

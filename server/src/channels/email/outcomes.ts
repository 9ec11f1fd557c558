import type { Outcome, RefusalEffect, Refused } from '../channel'

/** What nodemailer says of a call that failed. */
export interface SmtpFailure {
  message?: string
  code?: string
  /** The step that failed: `CONN`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  command?: string
  /** The server's own answer; absent: there was none. */
  responseCode?: number
  response?: string
}

const MINUTE = 60_000
/** Greylisting wants a few minutes; a server that is down wants more. */
const BACKOFF_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE] as const

/** `begun`: the message itself was on its way, so that silence may hide a yes. */
export function outcomeOf(failure: SmtpFailure, begun: boolean, tries: number): Outcome {
  const { responseCode, code, command = '' } = failure
  if (responseCode === undefined) {
    if (begun) return { kind: 'unknown', detail: detailOf(failure) }
    if (code === 'EAUTH') return refused(failure, code, 'never', 'channelBroken')
    // No safe connection: a setting, or a server that hung up in the middle.
    if (code === 'ETLS') return { ...later(failure, code, tries), effect: 'channelBroken' }
    if (code === 'EENVELOPE') return refused(failure, code, 'never', 'addressGone')
    return later(failure, 'noConnection', tries)
  }
  const told = String(responseCode)
  if (responseCode < 500) return later(failure, told, tries)
  if (command.startsWith('AUTH') || command === 'MAIL FROM' || code === 'EAUTH') {
    return refused(failure, told, 'never', 'channelBroken')
  }
  return refused(failure, told, 'never', nobodyThere(failure) ? 'addressGone' : 'refused')
}

/** RFC 3463: 5.1.x is the mailbox, 5.2.1 one that is closed; 5.2.2 is full, 5.7.x a rule of the receiver. */
function nobodyThere({ responseCode, response = '', command }: SmtpFailure): boolean {
  const [, enhanced] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response) ?? []
  if (enhanced) return /^5\.(1\.(1|2|3|6|10)|2\.1)$/.test(enhanced)
  return command === 'RCPT TO' && (responseCode === 550 || responseCode === 551 || responseCode === 553)
}

function later(failure: SmtpFailure, code: string, tries: number): Refused {
  const pause = BACKOFF_MS[tries]
  if (pause === undefined) return refused(failure, code, 'never', 'refused')
  return { ...refused(failure, code, 'later', 'refused'), retryAfterMs: pause }
}

const refused = (
  failure: SmtpFailure,
  code: string,
  retry: Refused['retry'],
  effect: RefusalEffect,
): Refused => ({ kind: 'refused', code, retry, effect, detail: detailOf(failure) })

/** Servers repeat the address in their answers. */
const detailOf = ({ command, message = '' }: SmtpFailure): string =>
  `${command ?? 'SMTP'}: ${message}`.replace(/[^\s<>]+@[^\s<>]+/g, '…').slice(0, 300)

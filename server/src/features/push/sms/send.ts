import { dayMs, shanghaiDate } from '@hutang/shared'
import type { Channel, Message, Outcome, RefusalEffect, Refused } from '../../../channels/channel'
import type { Blame, SmsAnswer } from '../../../channels/sms'
import type { Deps } from '../../../deps'
import { knownRegion } from '../../regions'
import { hashPhone, openPhone, personsByPhone } from '../../residents'
import { type ConnectedVendor, stopFor, stoppedUntil, stopsNow, templateName } from './vendors'
import { kindOf, variablesOf } from './words.rules'

type Reserved = Parameters<Channel['send']>[0]

const minute = 60_000
/** How long what only the operator can mend is left alone. */
const brokenMs = 10 * minute
/** How long a vendor that cannot be reached leaves its share to the other. */
const unreachableMs = minute
/** Until the other vendor has its turn. */
const nextVendorMs = 1000
const backoffMs = [minute, 4 * minute, 16 * minute]

/** One call. After a definite no that is the vendor's own fault, the next try is reserved with the other one. */
export async function sendSms(
  deps: Deps,
  vendors: readonly ConnectedVendor[],
  { address, template }: Reserved,
  message: Message,
  tries: number,
): Promise<Outcome> {
  const phone = await phoneOf(deps, address)
  if (phone === null) return gone('noPhone')
  const vendor = vendors.find(({ name }) => template.startsWith(`${name}:`))
  if (!vendor) return gone('smsOff')
  const kind = kindOf(message)
  const place = (await knownRegion(deps, message.region))?.name ?? ''
  const answer = await vendor.client.send({
    ...{ phone, template: vendor.config.templates[kind], context: template },
    variables: variablesOf(kind, message, place),
  })
  return outcomeOf(deps, vendors, vendor, message, answer, tries)
}

/** What waited for another try when the number or the vendor was taken away. */
const gone = (code: string): Refused => ({
  kind: 'refused',
  code,
  retry: 'never',
  effect: 'refused',
  detail: 'no such vendor, or no such number any more',
})

/** The ledger knows a number by its hash alone; who has it says the register. */
async function phoneOf({ db, config }: Deps, address: string): Promise<string | null> {
  for (const { phoneSealed } of await personsByPhone(db, [address])) {
    const phone = phoneSealed && openPhone(phoneSealed, [config.secrets.fieldKey])
    if (phone && hashPhone(phone, config.secrets.hashKey) === address) return phone
  }
  return null
}

async function openNow(
  deps: Deps,
  vendors: readonly ConnectedVendor[],
  message: Message,
): Promise<ConnectedVendor[]> {
  const stops = await stopsNow(deps)
  return vendors.filter((vendor) => stoppedUntil(stops, vendor, kindOf(message)) === null)
}

async function outcomeOf(
  deps: Deps,
  vendors: readonly ConnectedVendor[],
  vendor: ConnectedVendor,
  message: Message,
  answer: SmsAnswer,
  tries: number,
): Promise<Outcome> {
  if (answer.kind === 'accepted') return { kind: 'accepted', receiptKey: `${vendor.name}:${answer.id}` }
  if (answer.kind === 'unknown') return { kind: 'unknown', detail: `${vendor.name}: ${answer.detail}` }
  const own = refusedBy(deps, vendor, answer, tries)
  const stop = stopOf(deps, vendor, message, answer)
  if (stop === null) return own
  await stopFor(deps, stop.name, stop.until, own.code)
  deps.log.error({ vendor: vendor.name, stopped: stop.name, code: own.code }, 'push: SMS is stopped')
  const [other] = await openNow(deps, vendors, message)
  return other ? { ...own, retry: 'later', retryAfterMs: nextVendorMs, effect: 'refused' } : own
}

type No = Exclude<SmsAnswer, { kind: 'accepted' | 'unknown' }>

/** What the answer would mean if there were no other vendor. */
function refusedBy(deps: Deps, { name }: ConnectedVendor, answer: No, tries: number): Refused {
  const detail = `${name}: ${answer.detail}`
  if (answer.kind === 'unreachable') {
    const retryAfterMs = backoffMs[tries]
    const again =
      retryAfterMs === undefined ? { retry: 'never' as const } : { retry: 'later' as const, retryAfterMs }
    return { kind: 'refused', code: `${name}:unreachable`, ...again, effect: 'refused', detail }
  }
  const refused = { kind: 'refused' as const, code: `${name}:${answer.code}`, detail }
  if (answer.waitMs === 'midnight') {
    const retryAfterMs = untilMidnight(deps)
    return { ...refused, retry: 'later', retryAfterMs, effect: 'quotaSpent' }
  }
  if (answer.waitMs !== null)
    return { ...refused, retry: 'later', retryAfterMs: answer.waitMs, effect: 'refused' }
  return { ...refused, retry: 'never', effect: effects[answer.blame](answer.addressGone) }
}

const effects: Record<Blame, (addressGone: boolean) => RefusalEffect> = {
  message: (addressGone) => (addressGone ? 'addressGone' : 'refused'),
  template: () => 'templateBroken',
  vendor: () => 'channelBroken',
}

/** What is left alone after this answer, and until when. */
function stopOf(
  deps: Deps,
  vendor: ConnectedVendor,
  message: Message,
  answer: No,
): { name: string; until: Date } | null {
  const inMs = (ms: number) => new Date(deps.clock.now().getTime() + ms)
  if (answer.kind === 'unreachable') return { name: vendor.name, until: inMs(unreachableMs) }
  switch (answer.blame) {
    case 'message':
      return null
    case 'template':
      return { name: templateName(vendor, kindOf(message)), until: inMs(brokenMs) }
    case 'vendor':
      return {
        name: vendor.name,
        until: inMs(answer.waitMs === 'midnight' ? untilMidnight(deps) : brokenMs),
      }
  }
}

/** The vendors count their days in Beijing. */
function untilMidnight({ clock }: Pick<Deps, 'clock'>): number {
  const now = clock.now()
  return Date.parse(`${shanghaiDate(now)}T00:00:00+08:00`) + dayMs - now.getTime()
}

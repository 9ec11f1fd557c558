import type { Channel } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { pushModels } from '../push.model'
import { returnHolds, spendHolds } from './holds'
import { numbersOf, refusalOf, reserveMany } from './reserve'
import { sendSms } from './send'
import { limitOf, providerOf, vendorsOf } from './vendors'
import { kindOf, priceOf } from './words.rules'

/** Carriers report within minutes, or not at all; an emergency does not wait longer. */
const receiptWindowMs = 10 * 60_000

/** SMS by the vendors of this installation: each message spends the region's money of the month. */
export function smsChannel(deps: Deps): Channel {
  const { db, config } = deps
  const vendors = vendorsOf(deps)
  return {
    name: 'sms',
    receiptWindowMs,
    limits: Object.fromEntries(vendors.map(({ name }) => [providerOf(name), limitOf(config.sms)])),
    reserve: (requests, heldUntil) => reserveMany(deps, vendors, requests, heldUntil),
    release: (held) =>
      returnHolds(
        deps,
        held.map(({ delivery }) => delivery),
      ),
    async *reserved() {
      for await (const page of inPages(pushModels(db).SmsHold, { state: 'reserved' }))
        yield page.map(({ _id }) => ({ _id, delivery: _id }))
    },
    send: (reservation, message, tries) => sendSms(deps, vendors, reservation, message, tries),
    async finish(attempts) {
      const isSpent = ({ effect }: (typeof attempts)[number]) => effect === 'accepted' || effect === 'unknown'
      await spendHolds(
        deps,
        attempts.filter(isSpent).map(({ delivery }) => delivery),
      )
      await returnHolds(
        deps,
        attempts.filter((one) => !isSpent(one)).map(({ delivery }) => delivery),
      )
    },
    async canReach(persons, message) {
      const why = refusalOf(deps, message)
      if (why) return new Map(persons.map((person) => [person, why]))
      const numbers = await numbersOf(deps, persons)
      return new Map(persons.map((person) => [person, numbers.has(person) ? null : 'noPhone']))
    },
    price: (message) => (refusalOf(deps, message) ? 0 : priceOf(config.sms, kindOf(message))),
  }
}

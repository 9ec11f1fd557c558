import type { Channel, EndedAttempt, Refused, ReservationRequest, Reserved } from '../../../channels/channel'
import { letterOf } from '../../../channels/email'
import { emailConnected } from '../../../config-email'
import type { Deps } from '../../../deps'
import { siteUrl } from '../../../http/site'
import { keyedHash } from '../../residents'
import { preferencesOf } from '../following/preferences'
import { pushModels } from '../push.model'
import type { EmailAddressDoc } from './email.schemas'
import { mailerOf } from './mailer'
import { mailboxOf, openEmail, partsOfMailbox } from './sealing'
import { unsubscribeToken } from './tokens'

const minute = 60_000

/** There is no receipt for mail; what the wait is for is that the person may open what has come. */
const receiptWindowMs = 10 * minute

/** What waited for another try when the address or the mail server was taken away. */
const noWay = (code: string): Refused => ({
  kind: 'refused',
  code,
  retry: 'never',
  effect: 'refused',
  detail: 'no mail server, or no such address any more',
})

const nothing: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
}

/** E-mail: nothing is granted and nothing is spent; a person is reached who has confirmed an address. */
export function emailChannel(deps: Deps): Channel {
  const { rate } = deps.config.email
  return {
    name: 'email',
    receiptWindowMs,
    limits: rate > 0 ? { email: { rate: { calls: rate, windowMs: minute } } } : {},
    reserve: (requests) => reserve(deps, requests),
    release: async () => undefined,
    reserved: () => nothing,
    send: ({ address, template }, message, tries) => send(deps, address, template, message, tries),
    finish: (attempts) => finish(deps, attempts),
    canReach: async (persons) => {
      const boxes = await mailboxesOf(deps, persons)
      return new Map(persons.map((person) => [person, reasonOf(boxes.get(person))]))
    },
    price: () => 0,
  }
}

/** The mailbox in the ledger's words, or the code why there is none. */
type Mailbox = { address: string } | { why: string }

const reasonOf = (box: Mailbox | undefined): string | null =>
  box && 'address' in box ? null : (box?.why ?? 'noAddress')

/** Two reads for all of them: an address, and that the person has not ended e-mail meanwhile. */
async function mailboxesOf({ db, config }: Deps, persons: readonly string[]): Promise<Map<string, Mailbox>> {
  if (!emailConnected(config)) return new Map(persons.map((person) => [person, { why: 'emailOff' }]))
  const [addresses, preference] = await Promise.all([
    pushModels(db)
      .EmailAddress.find({ _id: { $in: [...persons] } }, { hash: 1, goneAt: 1 })
      .batchSize(1000)
      .lean<EmailAddressDoc[]>(),
    preferencesOf(db, persons),
  ])
  const kept = new Map(addresses.map((one) => [one._id, one]))
  return new Map(
    persons.map((person): [string, Mailbox] => {
      const address = kept.get(person)
      if (!preference(person).channels.includes('email')) return [person, { why: 'emailOff' }]
      if (!address) return [person, { why: 'noAddress' }]
      return [person, address.goneAt ? { why: 'addressGone' } : { address: mailboxOf(address) }]
    }),
  )
}

async function reserve(deps: Deps, requests: readonly ReservationRequest[]): Promise<Map<string, Reserved>> {
  const boxes = await mailboxesOf(deps, [...new Set(requests.map(({ person }) => person))])
  return new Map(
    requests.map(({ delivery, person }): [string, Reserved] => {
      const box = boxes.get(person) ?? { why: 'noAddress' }
      if ('why' in box) return [delivery, { kind: 'none', why: box.why }]
      const template = keyedHash('message', delivery, deps.config.secrets.hashKey).slice(0, 32)
      const reservation = { address: box.address, template, provider: 'email', grant: '', fen: 0 }
      return [delivery, { kind: 'reserved', reservation }]
    }),
  )
}

/** `template` names the message to the vendor: it is the same for every try of a delivery. */
async function send(
  deps: Deps,
  mailbox: string,
  template: string,
  message: Parameters<Channel['send']>[1],
  tries: number,
): ReturnType<Channel['send']> {
  const { db, clock, config } = deps
  const mailer = mailerOf(deps)
  if (!mailer) return noWay('emailOff')
  const { person, hash } = partsOfMailbox(mailbox)
  const kept = await pushModels(db).EmailAddress.findById(person).lean<EmailAddressDoc>()
  const to = kept?.hash === hash ? openEmail(config, kept.sealed) : null
  if (to === null) return noWay('noAddress')
  const site = siteUrl(config)
  const unsubscribe = `${site}/unsubscribe/${unsubscribeToken(config, person, hash)}`
  const letter = letterOf(message, {
    page: (link) => `${site}/#/${link}`,
    unsubscribe,
    settings: `${site}/#/account/subscriptions/index`,
  })
  return mailer.send({ to, at: clock.now(), messageId: template, unsubscribe, ...letter }, tries)
}

/** An address that is nobody's is not written to again until it is confirmed anew. */
async function finish({ db }: Deps, attempts: readonly EndedAttempt[]): Promise<void> {
  const changes = attempts.flatMap(({ address, effect, startedAt }) => {
    if (effect !== 'addressGone' || address === null) return []
    const { person, hash } = partsOfMailbox(address)
    const filter = { _id: person, hash, goneAt: null, confirmedAt: { $lte: startedAt } }
    return [{ updateOne: { filter, update: { $set: { goneAt: startedAt } } } }]
  })
  if (changes.length > 0) await pushModels(db).EmailAddress.bulkWrite(changes, { ordered: false })
}

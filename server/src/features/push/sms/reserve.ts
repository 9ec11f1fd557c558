import type { ReservationRequest, Reserved } from '../../../channels/channel'
import { smsConnected } from '../../../config-sms'
import type { Deps } from '../../../deps'
import { openPhone, type PersonDoc, personsOf } from '../../residents'
import { holdMoney, holdsOf, moveHolds, type Wanted } from './holds'
import type { SmsHoldDoc } from './sms.schemas'
import {
  type ConnectedVendor,
  chooseVendor,
  providerOf,
  stoppedUntil,
  stopsNow,
  templateName,
} from './vendors'
import { kindOf, priceOf } from './words.rules'

type HeldUntil = (template: string) => Date | null

/** Sets aside a vendor and the money for each; in few round trips for all of them. */
export async function reserveMany(
  deps: Deps,
  vendors: readonly ConnectedVendor[],
  requests: readonly ReservationRequest[],
  heldUntil: HeldUntil,
): Promise<Map<string, Reserved>> {
  const answers = new Map<string, Reserved>()
  const urgent = requests.filter(({ delivery, message }) => {
    const why = refusalOf(deps, message)
    if (why) answers.set(delivery, { kind: 'none', why })
    return why === null
  })
  if (urgent.length === 0) return answers
  const [held, addresses, stops] = await Promise.all([
    holdsOf(
      deps,
      urgent.map(({ delivery }) => delivery),
    ),
    numbersOf(
      deps,
      urgent.map(({ person }) => person),
    ),
    stopsNow(deps),
  ])
  const wanted: Wanted[] = []
  const moved: SmsHoldDoc[] = []
  for (const request of urgent) {
    const hold = held.get(request.delivery)
    const address = hold?.address ?? addresses.get(request.person)
    const chosen = chosenFor(deps, vendors, request, { address, hold, stops, heldUntil })
    if ('kind' in chosen) answers.set(request.delivery, chosen)
    else if (!hold) wanted.push(chosen)
    else {
      const { template, provider } = chosen
      if (template !== hold.template) moved.push({ ...hold, template, provider })
      answers.set(request.delivery, reservedBy({ ...hold, template, provider }))
    }
  }
  await moveHolds(deps, moved)
  const newHolds = await holdMoney(deps, wanted)
  for (const { _id } of wanted) {
    const hold = newHolds.get(_id)
    answers.set(_id, hold ? reservedBy(hold) : { kind: 'none', why: 'capSpent' })
  }
  return answers
}

/** SMS costs the village money: only emergencies and the own household. */
export const refusalOf = (
  { config }: Pick<Deps, 'config'>,
  { urgent }: { urgent: boolean },
): string | null => {
  if (!smsConnected(config)) return 'smsOff'
  return urgent ? null : 'smsUrgentOnly'
}

const reservedBy = ({ _id: grant, address, template, provider, fen }: SmsHoldDoc): Reserved => ({
  kind: 'reserved',
  reservation: { address, template, provider, grant, fen },
})

interface Choice {
  address: string | undefined
  /** What was set aside for an earlier try: its vendor again, while that is open. */
  hold: SmsHoldDoc | undefined
  stops: ReadonlyMap<string, Date>
  heldUntil: HeldUntil
}

function chosenFor(
  { config, clock }: Deps,
  vendors: readonly ConnectedVendor[],
  { delivery, message }: ReservationRequest,
  { address, hold, stops, heldUntil }: Choice,
): Wanted | Reserved {
  if (address === undefined) return { kind: 'none', why: 'noPhone' }
  const kind = kindOf(message)
  const until = (vendor: ConnectedVendor) =>
    later(stoppedUntil(stops, vendor, kind), heldUntil(templateName(vendor, kind)))
  const open = vendors.filter((one) => until(one) === null)
  const vendor =
    open.find((one) => templateName(one, kind) === hold?.template) ?? chooseVendor(open, delivery)
  if (!vendor) {
    const times = vendors.map((one) => until(one)?.getTime() ?? clock.now().getTime())
    return { kind: 'held', until: new Date(Math.min(...times)) }
  }
  return {
    ...{ _id: delivery, region: message.region, address, template: templateName(vendor, kind) },
    ...{ provider: providerOf(vendor.name), fen: priceOf(config.sms, kind) },
  }
}

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b))

const mobile = /^1[3-9]\d{9}$/

/** The number of the register, in the ledger's words (its keyed hash); who has none that takes an SMS is absent. */
export async function numbersOf(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  persons: readonly string[],
): Promise<Map<string, string>> {
  const found = await personsOf(db, [...new Set(persons)])
  return new Map(
    found.flatMap(({ _id, phoneHash, phoneSealed }: PersonDoc): [string, string][] => {
      const phone = phoneSealed && openPhone(phoneSealed, [config.secrets.fieldKey])
      return phoneHash && phone && mobile.test(phone) ? [[_id, phoneHash]] : []
    }),
  )
}

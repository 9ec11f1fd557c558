import type { Reservation, ReservationRequest, Reserved } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { isVerified, reachableAccounts, type WechatAccount } from '../../accounts'
import { freeGrantsOf, reserveGrants, type UsableGrant, usableGrants } from './grants'

type Chosen =
  | { kind: 'grant'; grant: UsableGrant }
  | { kind: 'held'; until: Date }
  | { kind: 'none'; why: string }

/** Other workers took what was chosen: how often it is chosen anew, and when it is asked again after that. */
const rounds = 3
const besideMs = 3000

/** For each delivery the first of the person's phones that has a grant for its message, with the grant reserved. */
export async function reserveMany(
  deps: Deps,
  requests: readonly ReservationRequest[],
  heldUntil: (template: string) => Date | null,
): Promise<Map<string, Reserved>> {
  const accounts = await reachableAccounts(deps.db, [...new Set(requests.map(({ person }) => person))])
  const answers = new Map<string, Reserved>()
  let left: readonly ReservationRequest[] = requests.filter(({ delivery, person }) => {
    if (accounts.has(person)) return true
    answers.set(delivery, { kind: 'none', why: 'noAccount' })
    return false
  })
  for (let round = 0; left.length > 0 && round < rounds; round++) {
    left = await reserveRound(deps, left, accounts, heldUntil, answers)
  }
  const until = new Date(deps.clock.now().getTime() + besideMs)
  for (const { delivery } of left) answers.set(delivery, { kind: 'held', until })
  return answers
}

/** Answers those whose grant another worker took meanwhile. */
async function reserveRound(
  deps: Deps,
  requests: readonly ReservationRequest[],
  accounts: ReadonlyMap<string, WechatAccount[]>,
  heldUntil: (template: string) => Date | null,
  answers: Map<string, Reserved>,
): Promise<ReservationRequest[]> {
  const purse = new Purse(await grantsFor(deps, requests, accounts))
  const wanted: { request: ReservationRequest; grant: UsableGrant }[] = []
  for (const request of requests) {
    const chosen = choose(deps, request, accounts.get(request.person) ?? [], purse, heldUntil)
    if (chosen.kind !== 'grant') answers.set(request.delivery, chosen)
    else if (chosen.grant.delivery !== null) answers.set(request.delivery, reserved(chosen.grant))
    else wanted.push({ request, grant: chosen.grant })
  }
  const own = await reserveGrants(
    deps.db,
    wanted.map(({ request, grant }) => ({ grant: grant._id, delivery: request.delivery })),
  )
  return wanted.flatMap(({ request, grant }) => {
    if (!own.has(grant._id)) return request
    answers.set(request.delivery, reserved(grant))
    return []
  })
}

const reserved = ({ _id, openid, template }: UsableGrant): Reserved => {
  const reservation: Reservation = { address: openid, template, provider: 'wechat', grant: _id, fen: 0 }
  return { kind: 'reserved', reservation }
}

const grantsFor = (
  { db, config }: Deps,
  requests: readonly ReservationRequest[],
  accounts: ReadonlyMap<string, WechatAccount[]>,
) =>
  usableGrants(
    db,
    requests.flatMap(({ person }) => (accounts.get(person) ?? []).map(({ openid }) => openid)),
    Object.values(config.wechat.templates),
    requests.map(({ delivery }) => delivery),
  )

/** What is there for a batch; what one delivery takes, the next does not find. */
class Purse {
  #held: Map<string, UsableGrant>
  #free = new Map<string, UsableGrant[]>()

  constructor({ held, free }: { held: UsableGrant[]; free: UsableGrant[] }) {
    this.#held = new Map(held.map((grant) => [grant.delivery ?? '', grant]))
    for (const grant of free) {
      const key = `${grant.openid} ${grant.template}`
      this.#free.set(key, [...(this.#free.get(key) ?? []), grant])
    }
  }

  heldBy(delivery: string): UsableGrant | undefined {
    return this.#held.get(delivery)
  }

  free(openid: string, template: string): number {
    return this.#free.get(`${openid} ${template}`)?.length ?? 0
  }

  /** The oldest. */
  take(openid: string, template: string): UsableGrant | undefined {
    return this.#free.get(`${openid} ${template}`)?.shift()
  }
}

function choose(
  { config }: Deps,
  { delivery, message }: ReservationRequest,
  accounts: readonly WechatAccount[],
  purse: Purse,
  heldUntil: (template: string) => Date | null,
): Chosen {
  const earlier = purse.heldBy(delivery)
  if (earlier) {
    const until = heldUntil(earlier.template)
    return until ? { kind: 'held', until } : { kind: 'grant', grant: earlier }
  }
  const { published, emergency } = config.wechat.templates
  // An emergency may go out as an ordinary notice where only that was granted.
  const templates = message.emergency ? [emergency, published] : [published]
  let kept = false
  const held: Date[] = []
  for (const account of accounts) {
    const total = purse.free(account.openid, published) + purse.free(account.openid, emergency)
    for (const template of templates) {
      if (purse.free(account.openid, template) === 0) continue
      const until = heldUntil(template)
      if (until) held.push(until)
      else if (!message.urgent && isLastKept(account, total)) kept = true
      else {
        const grant = purse.take(account.openid, template)
        if (grant) return { kind: 'grant', grant }
      }
    }
  }
  const [soonest] = held.sort((a, b) => a.getTime() - b.getTime())
  if (soonest) return { kind: 'held', until: soonest }
  return { kind: 'none', why: kept ? 'lastGrantKept' : 'noGrant' }
}

/** A resident's last grant, over all templates, is kept for emergencies and their own household. */
const isLastKept = (account: WechatAccount, free: number): boolean => isVerified(account) && free <= 1

/** Who could be reached now: null, or the code why not. */
export async function reachOf(
  deps: Deps,
  persons: readonly string[],
  { urgent, emergency: isEmergency }: { urgent: boolean; emergency: boolean },
): Promise<Map<string, string | null>> {
  const { published, emergency } = deps.config.wechat.templates
  const accounts = await reachableAccounts(deps.db, persons)
  const openids = [...accounts.values()].flat().map(({ openid }) => openid)
  const grants = await freeGrantsOf(deps.db, openids, [published, emergency])
  const reach = (person: string): string | null => {
    const own = accounts.get(person)
    if (!own) return 'noAccount'
    const whys = own.map((account) => {
      const free = grants.get(account.openid)
      const ordinary = free?.get(published) ?? 0
      const total = ordinary + (free?.get(emergency) ?? 0)
      if ((isEmergency ? total : ordinary) === 0) return 'noGrant'
      return !urgent && isLastKept(account, total) ? 'lastGrantKept' : null
    })
    if (whys.includes(null)) return null
    return whys.includes('lastGrantKept') ? 'lastGrantKept' : 'noGrant'
  }
  return new Map(persons.map((person) => [person, reach(person)]))
}

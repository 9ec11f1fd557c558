import type { Reservation, ReservationRequest, Reserved } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { reachableAccounts, type WechatAccount } from '../../accounts'
import { reserveGrants, type UsableGrant, usableGrants } from './grants'
import { Purse } from './purse'
import { isLastKept } from './reach'
import { longTemplates } from './templates'

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
  for (const { delivery } of left) answers.set(delivery, { kind: 'held', until: soon(deps) })
  return answers
}

const soon = ({ clock }: Deps): Date => new Date(clock.now().getTime() + besideMs)

/** Answers those whose grant another worker took meanwhile. */
async function reserveRound(
  deps: Deps,
  requests: readonly ReservationRequest[],
  accounts: ReadonlyMap<string, WechatAccount[]>,
  heldUntil: (template: string) => Date | null,
  answers: Map<string, Reserved>,
): Promise<ReservationRequest[]> {
  const purse = new Purse(await grantsFor(deps, requests, accounts), longTemplates(deps))
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

function choose(
  deps: Deps,
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
  const { published, emergency } = deps.config.wechat.templates
  // An emergency may go out as an ordinary notice where only that was granted.
  const templates = message.emergency ? [emergency, published] : [published]
  let kept = false
  const held: Date[] = []
  for (const account of accounts) {
    const total = purse.free(account.openid, published) + purse.free(account.openid, emergency)
    for (const template of templates) {
      const until = heldUntil(template)
      if (purse.free(account.openid, template) === 0) {
        if (purse.comesBack(account.openid, template)) held.push(soon(deps))
      } else if (until) held.push(until)
      else if (!message.urgent && !purse.isLong(template) && isLastKept(account, total)) kept = true
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

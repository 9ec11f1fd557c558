import type { AnnouncementDoc } from '../../../server/src/features/announcements'
import type { DeliveryDoc, MatchDoc, SubscriptionDoc } from '../../../server/src/features/push/push.model'
import type { Kind } from './duties'
import { groupBy } from './judge'
import type { Ledger } from './ledger'
import type { Model } from './model'
import { whyPredicted } from './why-predicted'

// What decided an outcome that is not as predicted, on both sides and with its hours: subscriptions, tie, digest.

const time = (at: Date | null | undefined): string => at?.toISOString() ?? '-'

/** `w3: <notice> published: …` */
const aboutOne = /^(\w+): ([0-9a-f-]{36}) (\w+):/

/** Lines for each of what is wrong. */
export async function whyAll(
  { ledger, model }: { ledger: Ledger; model: Model },
  wrong: readonly string[],
): Promise<string[]> {
  const differing = [...new Set(wrong.flatMap((line) => aboutOne.exec(line)?.[0] ?? []))].map((about) => {
    const [, person = '', notice = '', kind = ''] = aboutOne.exec(about) ?? []
    return { person, notice, kind: kind as Kind }
  })
  const lines: string[] = []
  for (const [person, some] of groupBy(differing, (one) => one.person)) {
    lines.push(`of ${person}: ${await ledger.ask((models) => tieAndFollows(models, person))}`)
    for (const { notice, kind } of some) {
      const duties = model.duties.filter(
        (one) => one.person === person && one.notice.id === notice && one.kind === kind,
      )
      lines.push(
        `  ${notice} ${kind}`,
        `    service: ${await ledger.ask((models) => whySaid(models, person, notice, kind))}`,
      )
      for (const duty of duties) lines.push(`    prediction: ${whyPredicted(duty, model.people.get(person))}`)
    }
  }
  return lines
}

type Models = Awaited<ReturnType<Ledger['models']>>

async function tieAndFollows({ Person, Subscription }: Models, person: string): Promise<string> {
  const known = await Person.findById(person, { residence: 1 }).lean<{
    residence: { household: string; state: string; endedAt: Date | null } | null
  }>()
  const { household, state, endedAt } = known?.residence ?? {}
  const all = await Subscription.find({ person }).sort({ since: 1 }).lean<SubscriptionDoc[]>()
  const follows = all.map(({ scope, since, until }) => `${scope} ${time(since)} to ${time(until)}`)
  return `tie ${household ?? 'none'} ${state ?? ''} ${time(endedAt)}; follows ${follows.join(', ') || 'nothing'}`
}

async function whySaid(
  { Match, Delivery, Announcement }: Models,
  person: string,
  notice: string,
  kind: Kind,
): Promise<string> {
  const matches = await Match.find({ person, kind, 'subject.id': notice }).lean<MatchDoc[]>()
  const each = await Promise.all(
    matches.map(async (match) => {
      const announced = await Announcement.findById(match.announcement).lean<AnnouncementDoc>()
      const delivery = await Delivery.findById(match.delivery).lean<DeliveryDoc>()
      const { state, outcome, lane, nextAt, reasons, readAt, at } = match
      return [
        `announced ${time(at)}, matched by ${time(announced?.matchedAt)}`,
        `${state} ${outcome ?? ''} because of ${reasons}, read ${time(readAt)}, ${lane} ${time(nextAt)}`,
        delivery ? `delivery ${delivery._id} ${time(delivery.at)} ${delivery.result} ${delivery.reason}` : '',
      ].join('; ')
    }),
  )
  return each.join(' and ') || 'knows nothing of it'
}

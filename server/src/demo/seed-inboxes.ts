import { accessTo, type Viewer, visitor } from '@hutang/shared'
import { type AnnouncementDoc, scopeOf } from '../features/announcements'
import { catalogueOf } from '../features/catalogue'
import type { AttemptDoc, DeliveryDoc, MatchDoc } from '../features/push'
import type { AllModels } from '../models'
import { noticeIds } from './seed-notices'
import { householdId } from './seed-people'
import type { DemoData, DemoPersona } from './village'

/** How many of the newest notices a persona finds in the inbox on the first day; the newest two are unread. */
const kept = 8
const unread = 2

/** What the personas would have received before the demo began, as if it had been delivered. */
export async function seedInboxes(models: AllModels, data: DemoData): Promise<void> {
  const ids = noticeIds(data)
  const matches = data.personas.flatMap((persona) =>
    data.notices
      .flatMap((notice, at) => {
        const scope = scopeFollowed(persona, notice, data)
        return scope === null ? [] : [{ notice, id: ids[at] ?? '', scope }]
      })
      .slice(-kept)
      .reverse()
      .map(({ notice, id, scope }, at) => {
        const person = persona.resident ?? persona.openid
        const announcement = `${id}:${id}.1:published`
        return {
          _id: `${announcement}::${person}`,
          announcement,
          person,
          subject: { kind: 'notice', id },
          region: notice.region,
          kind: 'published' as const,
          urgency: 'ordinary' as const,
          reasons: [`scope:${scope}` as const],
          at: notice.publishedAt,
          readAt: at < unread ? null : notice.publishedAt,
          state: 'sent' as const,
          delivery: `${announcement}::${person}`,
          token: null,
          outcome: null,
          validUntil: null,
          lane: 'now' as const,
          nextAt: notice.publishedAt,
          againAt: null,
        }
      }),
  )
  if (matches.length === 0) return
  await models.Match.insertMany(matches)
  await models.Announcement.insertMany(announcementsOf(matches))
  await models.Delivery.insertMany(matches.map(deliveryOf))
  await models.Attempt.insertMany(matches.map(attemptOf))
}

type Kept = Pick<MatchDoc, '_id' | 'announcement' | 'person' | 'subject' | 'region' | 'reasons' | 'at'>

/** Matched long ago: the engine has nothing to do with them any more. */
const announcementsOf = (matches: readonly Kept[]): AnnouncementDoc[] => {
  const first = new Map(matches.map((match) => [match.announcement, match]))
  return [...first.values()].map(({ announcement, subject, region, at }) => ({
    _id: announcement,
    ...{ subject, edition: `${subject.id}:1`, kind: 'published', region, urgency: 'ordinary', at },
    scopes: [...new Set(matches.flatMap((one) => (one.announcement === announcement ? scopesIn(one) : [])))],
    ...{ validUntil: null, visit: false, againHours: null, matchedAt: at },
  }))
}

const scopesIn = ({ reasons }: Kept): string[] => reasons.map((reason) => reason.replace(/^scope:/, ''))

const deliveryOf = ({ _id, person, at }: Kept): DeliveryDoc => ({
  ...{ _id, person, kind: 'single', state: 'done', items: [], channels: ['wechat'], visit: false },
  ...{ token: '', leaseUntil: at, result: 'delivered', reason: null, at },
})

const attemptOf = ({ _id, person, at }: Kept): AttemptDoc => ({
  ...{ _id: `${_id}:wechat`, delivery: _id, channel: 'wechat', person, address: null, template: null },
  ...{ provider: 'wechat', state: 'accepted', tries: 1, token: '', leaseUntil: at, startedAt: at },
  ...{
    effect: 'accepted',
    stopUntil: null,
    code: null,
    grant: null,
    fen: 0,
    receiptKey: null,
    receipt: null,
  },
})

/** The key under which the persona follows the notice; null where they do not, or may not read it. */
function scopeFollowed(
  persona: DemoPersona,
  notice: DemoData['notices'][number],
  data: DemoData,
): string | null {
  const region = data.regions.find((one) => one.code === notice.region)
  const item = region && catalogueOf(region).find((one) => one.no === notice.item)
  if (!item || accessTo(viewerOf(persona, data), { ...item, region: notice.region }) === 'title') return null
  const followed = persona.subscriptions.find(
    (one) =>
      one.region === notice.region &&
      (one.item === undefined || one.item === notice.item) &&
      (one.category === undefined || one.category === item.category),
  )
  return followed ? scopeOf(followed) : null
}

function viewerOf(persona: DemoPersona, data: DemoData): Viewer {
  const home = data.residents.find((one) => one.id === persona.resident)
  const residences = home
    ? [{ region: home.region, household: householdId(home.region, home.household), member: home.memberOf }]
    : []
  return { ...visitor, residences, roles: persona.roles }
}

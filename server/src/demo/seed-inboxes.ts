import { accessTo, type Viewer, visitor } from '@hutang/shared'
import { scopeOf } from '../features/announcements'
import { catalogueOf } from '../features/catalogue'
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
          delivery: null,
          token: null,
          outcome: null,
          validUntil: null,
          lane: 'now' as const,
          nextAt: notice.publishedAt,
          againAt: null,
        }
      }),
  )
  if (matches.length > 0) await models.Match.insertMany(matches)
}

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

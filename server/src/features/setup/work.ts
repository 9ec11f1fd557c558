import type { SetupPlan } from '@hutang/shared'
import type { Deps } from '../../deps'
import { hashPhone, keyedHash, type OfficePerson, type Post, sealPhone } from '../residents'
import type { SetupWork } from './setup.model'

/** 00:00 in Shanghai. */
export const startOfDay = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

/** What a plan writes. Every `_id` follows from the facts, so that the same plan writes the same. */
export function workOf(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  plan: SetupPlan,
): SetupWork & { administrator: string } {
  const { hashKey, fieldKey } = config.secrets
  const idOf = ({ name, phone, posts }: SetupPlan['people'][number]) =>
    `post-${keyedHash('person', `${name}|${phone || posts[0]?.region}`, hashKey).slice(0, 24)}`
  // Whoever has no day of their own begins at once, so that the first publications can be written before the start.
  const now = clock.now()
  const persons = plan.people.map(
    (one): OfficePerson => ({
      _id: idOf(one),
      name: one.name,
      phoneHash: one.phone === '' ? null : hashPhone(one.phone, hashKey),
      phoneSealed: one.phone === '' ? null : sealPhone(one.phone, fieldKey),
    }),
  )
  const posts = plan.people.flatMap((one) =>
    one.posts.map(
      ({ region, role, since }): Post => ({
        person: idOf(one),
        region,
        role,
        since: since === null ? now : startOfDay(since),
      }),
    ),
  )
  const regions = plan.regions.map(({ code, ...region }) => ({
    _id: code,
    ...region,
    since: startOfDay(plan.since),
    filing: code === plan.top.code ? plan.filing || null : null,
    within: code === plan.top.code ? plan.within || null : null,
  }))
  return { regions, persons, posts, administrator: idOf(plan.administrator) }
}

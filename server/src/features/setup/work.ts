import type { SetupPlan } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Post } from '../residents'
import { personMade } from './person'
import type { SetupWork } from './setup.model'

/** 00:00 in Shanghai. */
export const startOfDay = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

/** What a plan writes. Every `_id` follows from the facts, so that the same plan writes the same. */
export function workOf(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  plan: SetupPlan,
): SetupWork & { administrator: string } {
  const personOfPlan = ({ name, phone, household = '', posts: [first] }: SetupPlan['people'][number]) =>
    personMade(config.secrets, {
      name,
      phone,
      region: `${first?.region ?? ''}${household && ` ${household}`}`,
    })
  // Whoever has no day of their own begins at once, so that the first publications can be written before the start.
  const now = clock.now()
  const persons = plan.people.map(personOfPlan)
  // Without the first administrator, who holds the post from the start, nobody could mend anything.
  const opensTheDoor = (one: object, region: string, role: string, since: string): boolean =>
    one === plan.administrator &&
    region === plan.top.code &&
    role === 'administrator' &&
    startOfDay(since) > now
  const posts = plan.people.flatMap((one, at) =>
    one.posts.map(
      ({ region, role, group, since }): Post => ({
        person: persons[at]?._id ?? '',
        region,
        role,
        ...(group === undefined ? {} : { group }),
        since: since === null || opensTheDoor(one, region, role, since) ? now : startOfDay(since),
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
  return { regions, persons, posts, administrator: personOfPlan(plan.administrator)._id }
}

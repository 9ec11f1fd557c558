import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { viewersOf } from '../../accounts'
import {
  type AnnouncementDoc,
  announcementsOf,
  type Concern,
  type Description,
  type Gone,
  type Held,
} from '../../announcements'
import { preferencesOf } from '../following/preferences'
import { type MatchDoc, type PreferenceDoc, pushModels, type SubscriptionDoc } from '../push.model'
import { describe, isOpenToAll } from '../subjects'
import { visitedBefore } from '../visits/withdrawn'
import { askConcerns, isConcern } from './concerns'
import { type Cover, coversOf } from './covered'
import { groupBy } from './group-by'
import { subjectKey } from './subject-key'
import { type Told, toldBefore } from './told'

/** What is judged by, read for many matches together and only after they were taken. */
export interface Facts {
  announcement(match: MatchDoc): AnnouncementDoc | undefined
  /** Undefined where the feature could not answer. */
  about(match: MatchDoc): Description | Gone | Held | undefined
  preference(person: string): PreferenceDoc
  /** Null where nobody is known, or need be. */
  viewer(person: string): Viewer | null
  /** The open subscriptions of a person. */
  subscriptions(person: string): readonly Followed[]
  told(match: MatchDoc): Told
  /** Whether another message says it in other words. */
  cover(match: MatchDoc): Cover
  /** Of a withdrawal: whether the person was told at their door of what is withdrawn. */
  visited(match: MatchDoc): boolean
  /** The concerns of the match that still hold. */
  concerns(match: MatchDoc): readonly Concern[]
}

type Followed = Pick<SubscriptionDoc, '_id' | 'person' | 'scope' | 'since'>

const batchSize = 10_000

export async function gatherFacts(deps: Deps, matches: readonly MatchDoc[]): Promise<Facts> {
  const { db, clock } = deps
  const people = [...new Set(matches.map(({ person }) => person))]
  const [announcements, subjects, preference, followed, told, visited] = await Promise.all([
    announcementsOf(
      db,
      matches.map(({ announcement }) => announcement),
    ),
    describeEach(deps, matches),
    preferencesOf(db, people),
    pushModels(db)
      .Subscription.find({ person: { $in: people }, open: true }, { person: 1, scope: 1, since: 1 })
      .batchSize(batchSize)
      .lean<Followed[]>(),
    toldBefore(deps, matches),
    visitedBefore(deps, matches),
  ])
  const viewers = await viewersOf(db, peopleToKnow(matches, subjects), clock.now(), {
    ties: matches.some(({ reasons }) => reasons.some(isConcern)),
  })
  const concerned = await askConcerns(matches, subjects, viewers)
  const announced = new Map(announcements.map((one) => [one._id, one]))
  const following = groupBy(followed, ({ person }) => person)
  return {
    announcement: (match) => announced.get(match.announcement),
    about: (match) => subjects.get(subjectKey(match)),
    preference,
    viewer: (person) => viewers.get(person) ?? null,
    subscriptions: (person) => following.get(person) ?? [],
    told,
    visited,
    cover: await coversOf(deps, matches),
    concerns: ({ _id }) => concerned.get(_id) ?? [],
  }
}

/** Who they are matters where not everybody may read the subject, and where it concerns them. */
function peopleToKnow(
  matches: readonly MatchDoc[],
  subjects: ReadonlyMap<string, Description | Gone | Held>,
): string[] {
  const asked = matches.filter((match) => {
    const about = subjects.get(subjectKey(match))
    return about?.gone === null && (match.reasons.some(isConcern) || !isOpenToAll(about))
  })
  return [...new Set(asked.map(({ person }) => person))]
}

/** Each subject once. One that cannot be described keeps nobody else waiting. */
async function describeEach(
  deps: Deps,
  matches: readonly MatchDoc[],
): Promise<Map<string, Description | Gone | Held>> {
  const distinct = new Map(matches.map((match) => [subjectKey(match), match]))
  const found = await Promise.all(
    [...distinct].map(async ([key, { subject, kind }]) => {
      try {
        return [[key, await describe(deps, subject, kind)] as const]
      } catch (error) {
        deps.log.error(
          { err: error, subject: key },
          'push: a subject could not be described; it is asked again',
        )
        return []
      }
    }),
  )
  return new Map(found.flat())
}

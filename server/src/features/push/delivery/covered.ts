import type { Deps } from '../../../deps'
import { viewerIn, viewersOf } from '../../accounts'
import { type AnnouncementDoc, announcementsAbout, type Covers, type SubjectRef } from '../../announcements'
import { type MatchDoc, pushModels } from '../push.model'
import { onceAKind, subjectOf } from '../subjects'
import { groupBy } from './group-by'
import { subjectKey } from './subject-key'

/** `told`: another message said it; `waits`: another may yet; `none`: none will, or it stands in the same message. */
export type Cover = 'told' | 'waits' | 'none'

type Features = Pick<Deps, 'features'>

/** What a subject says in other words. */
export function coveredBy(deps: Features, { kind, id }: SubjectRef): SubjectRef | null {
  const covers = subjectOf(deps, kind)?.covers
  return covers ? { kind: covers.kind, id: covers.of(id) } : null
}

/** The kind of subject that may say to some what one of this kind says to everybody. */
const coverOfKind = onceAKind(
  ({ features }, kind): [string, Covers] | undefined =>
    features.flatMap(({ subjects = {} }) =>
      Object.entries(subjects).flatMap(([by, { covers }]): [string, Covers][] =>
        covers?.kind === kind ? [[by, covers]] : [],
      ),
    )[0],
)

/** That it was taken down is said to everybody alike. */
const covered: readonly MatchDoc['kind'][] = ['published', 'corrected', 'withdrawn', 'status']

/** What a person found in their inbox alone has been said to them. */
const saidInInbox: readonly (string | null)[] = ['read', 'muted', 'quiet']

/** Asks the database only where there is something that another kind of subject says to some. */
export async function coversOf(
  deps: Deps,
  matches: readonly MatchDoc[],
): Promise<(match: MatchDoc) => Cover> {
  const asked = matches.filter(
    ({ subject, kind }) => covered.includes(kind) && coverOfKind(deps, subject.kind) !== undefined,
  )
  if (asked.length === 0) return () => 'none'
  const people = [...new Set(asked.map(({ person }) => person))]
  const viewers = await viewersOf(deps.db, people, deps.clock.now(), { ties: false })
  const found = new Map<string, Cover>()
  for (const group of groupBy(asked, subjectKey).values()) {
    const [first] = group
    const [kind, covers] = (first && coverOfKind(deps, first.subject.kind)) ?? []
    if (!first || !kind || !covers) continue
    const beside = group.flatMap((match) => {
      const ids = covers.to(match.subject.id, viewerIn(viewers, match.person))
      return ids.length > 0 ? [{ match, ids }] : []
    })
    if (beside.length === 0) continue
    const isSettled = await covers.isSettled(deps, first.subject.id, newestOf(group))
    const announced = await announcedOf(deps, kind, beside)
    const others = await othersOf(deps, announced, beside)
    for (const { match, ids } of beside) {
      const theirs = announced.filter(({ subject, at }) => ids.includes(subject.id) && at >= match.at)
      found.set(match._id, coverOf(match, isSettled, theirs, others))
    }
  }
  return ({ _id }) => found.get(_id) ?? 'none'
}

interface Beside {
  match: MatchDoc
  ids: readonly string[]
}

const newestOf = (group: readonly MatchDoc[]): Date =>
  new Date(Math.max(...group.map(({ at }) => at.getTime())))

async function announcedOf(
  { db }: Pick<Deps, 'db'>,
  kind: string,
  beside: readonly Beside[],
): Promise<AnnouncementDoc[]> {
  const ids = [...new Set(beside.flatMap((one) => one.ids))]
  return (await Promise.all(ids.map((id) => announcementsAbout(db, { kind, id })))).flat()
}

const idOf = ({ _id }: AnnouncementDoc, person: string): string => `${_id}::${person}`

async function othersOf(
  { db }: Pick<Deps, 'db'>,
  announced: readonly AnnouncementDoc[],
  beside: readonly Beside[],
): Promise<ReadonlyMap<string, MatchDoc>> {
  const people = beside.map(({ match }) => match.person)
  const ids = announced.flatMap((one) => people.map((person) => idOf(one, person)))
  const matches = await pushModels(db)
    .Match.find({ _id: { $in: ids } })
    .batchSize(10_000)
    .lean<MatchDoc[]>()
  return new Map(matches.map((match) => [match._id, match]))
}

/** One that says it is enough; while one may yet, the match waits. */
function coverOf(
  match: MatchDoc,
  isSettled: boolean,
  announced: readonly AnnouncementDoc[],
  others: ReadonlyMap<string, MatchDoc>,
): Cover {
  const theirs = announced.flatMap((one) => others.get(idOf(one, match.person)) ?? [])
  const isSaid = theirs.some(
    ({ state, outcome }) => state === 'sent' || (state === 'dropped' && saidInInbox.includes(outcome)),
  )
  if (isSaid) return 'told'
  const open = theirs.filter(({ state }) => state === 'pending' || state === 'taken')
  if (open.length > 0) return open.some(({ delivery }) => delivery === match.delivery) ? 'none' : 'waits'
  return isSettled && announced.every(({ matchedAt }) => matchedAt !== null) ? 'none' : 'waits'
}

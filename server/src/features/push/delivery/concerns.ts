import type { Viewer } from '@hutang/shared'
import type { Asked, Concern, Description, Gone, Held } from '../../announcements'
import type { MatchDoc, Reason } from '../push.model'
import { groupBy } from './group-by'
import { subjectKey } from './subject-key'

export const isConcern = (reason: Reason): reason is Concern => !reason.startsWith('scope:')

/** Why people who need not follow anything are still told, by match: asked once for each subject and concern. */
export async function askConcerns(
  matches: readonly MatchDoc[],
  subjects: ReadonlyMap<string, Description | Gone | Held>,
  viewers: ReadonlyMap<string, Viewer>,
): Promise<Map<string, Concern[]>> {
  const asked = matches.flatMap((match) =>
    match.reasons.filter(isConcern).map((concern) => ({ match, concern })),
  )
  const groups = groupBy(asked, ({ match, concern }) => `${concern} ${subjectKey(match)}`)
  const concerned = await Promise.all(
    [...groups.values()].map(async (group) => {
      const [first] = group
      const about = first && subjects.get(subjectKey(first.match))
      if (!first || about?.gone !== null) return []
      const people = group.map(({ match: { person } }) => ({ person, viewer: viewers.get(person) ?? null }))
      const still = await peopleConcerned(about, first.concern, people)
      return group.filter(({ match }) => still.has(match.person))
    }),
  )
  return new Map(
    [...groupBy(concerned.flat(), ({ match }) => match._id)].map(([id, some]) => [
      id,
      some.map(({ concern }) => concern),
    ]),
  )
}

async function peopleConcerned(
  about: Description,
  concern: Concern,
  people: readonly Asked[],
): Promise<ReadonlySet<string>> {
  if (about.concernsMany) return about.concernsMany(concern, people)
  const each = await Promise.all(
    people.map(async ({ person, viewer }) => ((await about.concerns(concern, person, viewer)) ? person : [])),
  )
  return new Set(each.flat())
}

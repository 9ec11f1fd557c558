import { type NoticeLine, type Viewer, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Description, Gone, Held, Subject, SubjectRef } from '../announcements'

type Features = Pick<Deps, 'features'>

/** What is the same for all of a kind, asked of the features once: a digest asks for each of its lines. */
export function onceAKind<T>(ask: (deps: Features, kind: string) => T): (deps: Features, kind: string) => T {
  const known = new WeakMap<Features['features'], Map<string, T>>()
  return (deps, kind) => {
    const kinds = known.get(deps.features) ?? new Map<string, T>()
    known.set(deps.features, kinds)
    if (!kinds.has(kind)) kinds.set(kind, ask(deps, kind))
    return kinds.get(kind) as T
  }
}

/** The feature's answers for a kind of subject; undefined where no feature announces that kind any more. */
export const subjectOf = onceAKind(
  ({ features }, kind): Subject | undefined => features.flatMap(({ subjects }) => subjects?.[kind] ?? [])[0],
)

export const describe = async (
  deps: Deps,
  { kind, id }: SubjectRef,
  announced: AnnouncementDoc['kind'],
): Promise<Description | Gone | Held> =>
  (await subjectOf(deps, kind)?.describe(deps, id, announced)) ?? { gone: 'notPublished' }

/** What a visitor may read, everybody may. */
export const isOpenToAll = ({ mayRead }: Description): boolean => mayRead(visitor)

/** What was corrected for the viewer's household in some subjects, by the subject. */
export async function changesOf(
  deps: Deps,
  subjects: readonly SubjectRef[],
  viewer: Viewer,
): Promise<(subject: SubjectRef) => string[]> {
  const kinds = [...new Set(subjects.map(({ kind }) => kind))]
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const ids = subjects.filter((one) => one.kind === kind).map(({ id }) => id)
      const changes = await subjectOf(deps, kind)?.changes?.(deps, [...new Set(ids)], viewer)
      return [...(changes ?? [])].map(([id, sentences]) => [keyOf({ kind, id }), sentences] as const)
    }),
  )
  const byKey = new Map(found.flat())
  return (subject) => byKey.get(keyOf(subject)) ?? []
}

const keyOf = ({ kind, id }: SubjectRef) => `${kind}:${id}`

/** Subjects as the viewer may see them in a list; what cannot be read any more has no line. */
export async function linesOf(
  deps: Deps,
  subjects: readonly SubjectRef[],
  viewer: Viewer,
): Promise<(subject: SubjectRef) => NoticeLine | undefined> {
  const kinds = [...new Set(subjects.map(({ kind }) => kind))]
  const lines = await Promise.all(
    kinds.map(async (kind) => {
      const ids = subjects.filter((one) => one.kind === kind).map(({ id }) => id)
      const found = (await subjectOf(deps, kind)?.lines(deps, [...new Set(ids)], viewer)) ?? []
      return found.map((line) => [keyOf({ kind, id: line.id }), line] as const)
    }),
  )
  const byKey = new Map(lines.flat())
  return (subject) => byKey.get(keyOf(subject))
}

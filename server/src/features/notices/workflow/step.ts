import { type EditionState, type Part, partRoleOf, roleText, transitionOf, type Verb } from '@hutang/shared'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { TransitionDoc } from '../notices.model'
import type { PaperDoc } from '../paper/paper.docs'
import { refusalFor, writersOf } from './abilities'
import { refuseReused, type Stamp, stepOf } from './idempotency'

/** Rounds a step may lose to others before it gives up; each time everything is looked at anew. */
const rounds = 4

/** What the steps need to know of an edition, whatever is published with it. */
export interface WorkEdition {
  _id: string
  region: string
  state: EditionState
  /** Raised by every step: an update that names it holds only if nothing came between. */
  revision: number
  author: string
  authorAccount: string | null
  /** Persons and accounts that wrote any revision. */
  writers?: string[]
  history: TransitionDoc[]
  lastKey: string | null
  updatedAt: Date
}

/** What a subject's working edition is, and by which requests its key was used. */
export interface Work<E extends WorkEdition> {
  edition: E
  /** Hashes of the requests that this account has made under the same Idempotency-Key. */
  used: readonly string[]
  /** An earlier edition of the subject in which the same request has taken effect. */
  earlier?: E | null
}

/** Where the steps find editions and write them: notices have one, and so may whatever else is reviewed. */
export interface WorkflowStore<E extends WorkEdition, W extends Work<E> = Work<E>> {
  /** The edition of a subject that is worked on; an `AppError` where there is none. */
  work(subject: string, stamp: Stamp | null): Promise<W>
  /** Writes if state and revision are still those of `before`; null where another step came first. */
  move(before: E, set: Partial<E>): Promise<E | null>
}

/** Who takes a step. */
export type By = Pick<Actor, 'viewer'> & {
  person: Pick<Actor['person'], '_id' | 'name'>
  account: Pick<Actor['account'], '_id'>
}

export interface Step {
  actor: By
  subject: string
  verb: Exclude<Verb, 'discard' | 'correct' | 'supersede'>
  stamp: Stamp | null
  now: Date
}

export interface Taken<E extends WorkEdition, W extends Work<E>> {
  edition: E
  /** As it was before; the same edition where the request has taken effect already. */
  before: E
  work: W
}

/** What a step sets, and what its entry in the history tells besides. */
export interface Prepared<E> {
  set: Partial<E>
  reason?: string
  paper?: PaperDoc
}

export function refuse(verb: Verb, edition: WorkEdition, actor: Pick<By, 'viewer'>): void {
  const refused = refusalFor(verb, edition, actor.viewer)
  if (refused) throw new AppError(refused)
}

/** Name and role in words, as they are now. */
export function byLine({ person, viewer }: By, region: string, part: Part): string {
  const role = partRoleOf(viewer.roles, region, part)
  return role ? `${person.name}（${roleText[role]}）` : person.name
}

/**
 * One step of an edition's life: allowed by the transition table, then one update that holds only if
 * state and revision are still those that were looked at. `prepare` checks the rest and says what to set.
 */
export async function takeStep<E extends WorkEdition, W extends Work<E>>(
  store: WorkflowStore<E, W>,
  { actor, subject, verb, stamp, now }: Step,
  prepare: (edition: E, work: W) => Promise<Prepared<E>>,
): Promise<Taken<E, W>> {
  const rule = transitionOf(verb)
  for (let round = 0; round < rounds; round++) {
    const work = await store.work(subject, stamp)
    const before = work.edition
    refuseReused(work.used, stamp)
    if (stepOf(before, stamp)) return { edition: before, before, work }
    if (work.earlier) return { edition: work.earlier, before: work.earlier, work }
    refuse(verb, before, actor)
    const { set, reason, paper } = await prepare(before, work)
    const entry: TransitionDoc = {
      verb,
      person: actor.person._id,
      by: byLine(actor, before.region, rule.part),
      at: now,
      reason: reason ?? null,
      key: stamp?.key ?? null,
      hash: stamp?.hash ?? null,
      ...(paper ? { paper } : {}),
    }
    const moved: Partial<WorkEdition> = {
      state: rule.to === 'gone' ? before.state : rule.to,
      revision: before.revision + 1,
      ...(rule.part === 'write' ? { writers: writersWith(before, actor) } : {}),
      updatedAt: now,
      lastKey: entry.key ?? before.lastKey ?? null,
      history: remembered([...before.history, entry]),
    }
    const edition = await store.move(before, { ...set, ...moved } as Partial<E>)
    if (edition) return { edition, before, work }
  }
  throw new AppError('wrongState')
}

/** The writers with the one who writes now. */
export const writersWith = (edition: WorkEdition, { person, account }: By): string[] => [
  ...new Set([...writersOf(edition), person._id, account._id]),
]

const keptEdits = 20

/** Saving every few seconds must not grow the document: of the edits only the last ones are kept. */
function remembered(history: TransitionDoc[]): TransitionDoc[] {
  const edits = history.filter(({ verb }) => verb === 'edit')
  const forgotten = new Set(edits.slice(0, Math.max(0, edits.length - keptEdits)))
  return history.filter((entry) => !forgotten.has(entry))
}

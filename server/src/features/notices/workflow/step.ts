import { type Duty, dutyRoleOf, refusal, roleText, transitionOf, type Verb } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../identity/actor'
import type { EditionDoc, TransitionDoc } from '../notices.model'
import { refuseReused, type Stamp, stepOf } from './idempotency'

/** Rounds a step may lose to others before it gives up; each time everything is looked at anew. */
const rounds = 4

export interface Step {
  deps: Deps
  actor: Actor
  noticeId: string
  verb: Exclude<Verb, 'discard'>
  stamp: Stamp | null
}

/** The edition that is worked on: the newest of the notice. */
export async function workingEdition({ models }: Deps, noticeId: string): Promise<EditionDoc> {
  const edition = await models.Edition.findOne({ notice: noticeId })
    .sort({ editionNo: -1 })
    .lean<EditionDoc>()
  if (!edition) throw new AppError('noticeNotFound')
  return edition
}

export function refuse(verb: Verb, edition: EditionDoc, actor: Actor): void {
  const refused = refusal(verb, edition, { person: actor.person._id, roles: actor.viewer.roles })
  if (refused) throw new AppError(refused)
}

/** Name and role in words, as they are now. */
export function byLine({ person, viewer }: Actor, region: string, duty: Duty): string {
  const role = dutyRoleOf(viewer.roles, region, duty)
  return role ? `${person.name}（${roleText[role]}）` : person.name
}

/**
 * One step of an edition's life: allowed by the transition table, then one update that holds only if
 * state and revision are still those that were looked at. `prepare` checks the rest and says what to set.
 */
export async function takeStep(
  step: Step,
  prepare: (edition: EditionDoc) => Promise<{ set: Partial<EditionDoc>; reason?: string }>,
): Promise<{ edition: EditionDoc; before: EditionDoc }> {
  const { deps, actor, noticeId, verb, stamp } = step
  await refuseReused(deps, stamp)
  const rule = transitionOf(verb)
  for (let round = 0; round < rounds; round++) {
    const before = await workingEdition(deps, noticeId)
    if (stepOf(before, stamp)) return { edition: before, before }
    refuse(verb, before, actor)
    const { set, reason } = await prepare(before)
    const entry: TransitionDoc = {
      verb,
      person: actor.person._id,
      by: byLine(actor, before.region, rule.duty),
      at: deps.clock.now(),
      reason: reason ?? null,
      key: stamp?.key ?? null,
      hash: stamp?.hash ?? null,
    }
    const edition = await deps.models.Edition.findOneAndUpdate(
      { _id: before._id, state: before.state, revision: before.revision },
      {
        $set: {
          ...set,
          state: rule.to,
          revision: before.revision + 1,
          updatedAt: entry.at,
          history: remembered([...before.history, entry]),
        },
      },
      { returnDocument: 'after' },
    ).lean<EditionDoc>()
    if (edition) return { edition, before }
  }
  throw new AppError('wrongState')
}

const keptEdits = 20

/** Saving every few seconds must not grow the document: of the edits only the last ones are kept. */
function remembered(history: TransitionDoc[]): TransitionDoc[] {
  const edits = history.filter(({ verb }) => verb === 'edit')
  const forgotten = new Set(edits.slice(0, Math.max(0, edits.length - keptEdits)))
  return history.filter((entry) => !forgotten.has(entry))
}

import { type Part, partRoleOf, roleText, transitionOf, type Verb } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { Actor } from '../../accounts'
import type { EditionDoc, TransitionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { refusalFor } from './abilities'
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
export async function workingEdition({ db }: Deps, noticeId: string): Promise<EditionDoc> {
  const edition = await noticeModels(db)
    .Edition.findOne({ notice: noticeId })
    .sort({ editionNo: -1 })
    .lean<EditionDoc>()
  if (!edition) throw new AppError('noticeNotFound')
  return edition
}

export function refuse(verb: Verb, edition: EditionDoc, actor: Actor): void {
  const refused = refusalFor(verb, edition, actor.viewer)
  if (refused) throw new AppError(refused)
}

/** Name and role in words, as they are now. */
export function byLine({ person, viewer }: Actor, region: string, part: Part): string {
  const role = partRoleOf(viewer.roles, region, part)
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
      by: byLine(actor, before.region, rule.part),
      at: deps.clock.now(),
      reason: reason ?? null,
      key: stamp?.key ?? null,
      hash: stamp?.hash ?? null,
    }
    const edition = await moveOn(deps, before, {
      ...set,
      state: rule.to,
      revision: before.revision + 1,
      updatedAt: entry.at,
      lastKey: entry.key ?? before.lastKey ?? null,
      history: remembered([...before.history, entry]),
    })
    if (edition) return { edition, before }
    await refuseReused(deps, stamp)
  }
  throw new AppError('wrongState')
}

/** Null where another step came first, or the key has meanwhile been used elsewhere. */
async function moveOn(
  { db }: Deps,
  { _id, state, revision }: EditionDoc,
  set: Record<string, unknown>,
): Promise<EditionDoc | null> {
  try {
    return await noticeModels(db)
      .Edition.findOneAndUpdate({ _id, state, revision }, { $set: set }, { returnDocument: 'after' })
      .lean<EditionDoc>()
  } catch (problem) {
    if (isDuplicate(problem)) return null
    throw problem
  }
}

const keptEdits = 20

/** Saving every few seconds must not grow the document: of the edits only the last ones are kept. */
function remembered(history: TransitionDoc[]): TransitionDoc[] {
  const edits = history.filter(({ verb }) => verb === 'edit')
  const forgotten = new Set(edits.slice(0, Math.max(0, edits.length - keptEdits)))
  return history.filter((entry) => !forgotten.has(entry))
}

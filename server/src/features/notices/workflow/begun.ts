import type { Actor } from '../../accounts'
import type { TransitionDoc } from '../notices.model'
import type { Stamp } from './idempotency'
import { byLine, type WorkEdition, writersWith } from './step'

/** What every edition begins with, whatever is published with it. */
interface Begun extends Omit<WorkEdition, '_id' | 'state' | 'writers'> {
  editionNo: number
  state: 'draft'
  history: TransitionDoc[]
  contentHash: ''
  approvedHash: null
  publishedAt: null
}

/** A first edition. The document that it belongs to holds the key of its making. */
export const begunFirst = (region: string, actor: Actor, stamp: Stamp | null, now: Date): Begun => ({
  ...begun(region, actor, now, { verb: 'create', stamp }),
  editionNo: 1,
  revision: 0,
  lastKey: null,
})

/**
 * A correction of `base`. The revision begins with the time in seconds: a page that still holds an earlier, discarded
 * correction of the same number cannot come to write into this one.
 */
export const begunCorrection = (
  base: WorkEdition & { editionNo: number },
  actor: Actor,
  stamp: Stamp | null,
  now: Date,
): Begun & { writers: string[]; base: string } => ({
  ...begun(base.region, actor, now, { verb: 'correct', stamp }),
  editionNo: base.editionNo + 1,
  revision: Math.floor(now.getTime() / 1000),
  writers: writersWith(base, actor),
  base: base._id,
  lastKey: stamp?.key ?? null,
})

const begun = (
  region: string,
  actor: Actor,
  now: Date,
  { verb, stamp }: { verb: TransitionDoc['verb']; stamp: Stamp | null },
) => ({
  region,
  state: 'draft' as const,
  author: actor.person._id,
  authorAccount: actor.account._id,
  contentHash: '' as const,
  approvedHash: null,
  publishedAt: null,
  history: [
    {
      verb,
      person: actor.person._id,
      by: byLine(actor, region, 'write'),
      at: now,
      reason: null,
      key: stamp?.key ?? null,
      hash: stamp?.hash ?? null,
    },
  ],
  updatedAt: now,
})

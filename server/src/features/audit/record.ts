import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertMissing, insertOnce, upsertSafely } from '../../storage/insert-once'
import { type Act, acts, type Detail } from './acts.rules'
import { type AuditDoc, auditModels } from './audit.model'

/** Whoever acts; an actor of `accounts` is one. Without an account: a visitor, or the machine itself. */
export interface Who {
  account?: { _id: string }
  person?: { _id: string }
  /** The network the request came from, by `networkOf`. */
  from: string | null
}

/** A command on the machine, or a job. */
export const theMachine: Who = { from: null }

export interface Recorded {
  act: Act
  by: Who
  region?: string
  subject?: string
  detail?: Detail
}

const entryOf = (_id: string, at: Date, { act, by, region, subject, detail }: Recorded): AuditDoc => ({
  _id,
  at,
  kind: acts[act],
  act,
  detail: detail ?? null,
  account: by.account?._id ?? null,
  person: by.person?._id ?? null,
  region: region ?? null,
  subject: subject ?? null,
  from: by.from,
  times: 1,
})

/**
 * For what must not be lost: called before the act, or as a step of what the act still owes. One command, which
 * throws when it fails, so that the act is not done unrecorded. The same key is recorded once.
 */
export async function recordAct(
  { db, clock }: { db: Connection; clock: Deps['clock'] },
  key: string,
  what: Recorded,
): Promise<void> {
  await insertOnce(auditModels(db).Audit, entryOf(`${what.act}:${key}`, clock.now(), what))
}

/** The same for many acts of one kind at once. */
export async function recordActs(
  { db, clock }: { db: Connection; clock: Deps['clock'] },
  all: readonly { key: string; what: Recorded }[],
): Promise<void> {
  const at = clock.now()
  await insertMissing(
    auditModels(db).Audit,
    all.map(({ key, what }) => entryOf(`${what.act}:${key}`, at, what)),
  )
}

type Noting = Pick<Deps, 'db' | 'clock' | 'log'>

/** For everything else: called after the act, one command; a failure is logged and the act stands. */
export async function noteAct(deps: Noting, what: Recorded): Promise<void> {
  await logged(deps, what, () =>
    auditModels(deps.db).Audit.create(entryOf(randomUUID(), deps.clock.now(), what)),
  )
}

const hourMs = 3_600_000

/** For what a stranger can do at will: one entry an hour for each network and reason, so that nobody fills the collection. */
export async function countAct(deps: Noting, what: Recorded): Promise<void> {
  const now = deps.clock.now()
  const hour = Math.floor(now.getTime() / hourMs)
  const { times: _counted, ...entry } = entryOf(
    `${what.act}:${what.detail ?? ''}:${what.by.from ?? ''}:${what.by.account?._id ?? ''}:${hour}`,
    now,
    what,
  )
  const { _id, ...first } = entry
  await logged(deps, what, () =>
    upsertSafely(() =>
      auditModels(deps.db).Audit.updateOne(
        { _id },
        { $setOnInsert: first, $inc: { times: 1 } },
        { upsert: true, setDefaultsOnInsert: false },
      ),
    ),
  )
}

async function logged({ log }: Noting, { act }: Recorded, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    log.error({ err: error, act }, 'an act could not be noted in the audit')
  }
}

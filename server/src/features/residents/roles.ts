import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { moveAfter } from '../../storage/marks'
import { inBatches, registerBatch } from './batches'
import { personMark, residentModels } from './residents.model'
import type { RoleDoc } from './roles.model'
import { holdsOffice } from './roles.rules'

type Writing = Pick<Deps, 'db' | 'marks'>

/** Moves with every change of who serves a region. */
export const postsMark = (region: string): string => `posts:${region}`

const marksOf = (roles: readonly Pick<RoleDoc, 'person' | 'region'>[]): string[] => [
  ...new Set(roles.flatMap(({ person, region }) => [personMark(person), postsMark(region)])),
]

/** Every role these persons ever had; whether it holds now is for the rules to say. */
export const rolesOf = (db: Connection, persons: readonly string[]): Promise<RoleDoc[]> =>
  inBatches(persons, (some) =>
    residentModels(db)
      .Role.find({ person: { $in: some } })
      .batchSize(registerBatch)
      .lean<RoleDoc[]>(),
  )

export const roleOf = (db: Connection, id: string): Promise<RoleDoc | null> =>
  residentModels(db).Role.findById(id).lean<RoleDoc>()

/** A county has some thousand posts: they come in one answer. */
const rolesBatch = 20_000

/** Every role that these regions ever gave. */
export const rolesIn = (db: Connection, regions: readonly string[]): Promise<RoleDoc[]> =>
  inBatches(regions, (some) =>
    residentModels(db)
      .Role.find({ region: { $in: some } })
      .batchSize(rolesBatch)
      .lean<RoleDoc[]>(),
  )

const kept = cacheByMarks<{ roles: readonly RoleDoc[] }>({ maxEntries: 1000, ttlMs: longestUnseenMs })

/** The same of one region, as it is kept in memory. */
export async function knownRolesIn(
  deps: Pick<Deps, 'db' | 'marks'>,
  region: string,
): Promise<readonly RoleDoc[]> {
  const read = async () => ({ roles: await rolesIn(deps.db, [region]) })
  return (await kept(deps).get(region, read, () => [postsMark(region)])).roles
}

export async function isOfficeHolder(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  person: string,
): Promise<boolean> {
  return holdsOffice(await rolesOf(db, [person]), clock.now())
}

/** Gives posts; those that were given before stay as they are, and the answer is false. */
export const giveRoles = ({ db, marks }: Writing, roles: readonly RoleDoc[]): Promise<boolean> =>
  moveAfter(marks, marksOf(roles), () => insertMissing(residentModels(db).Role, roles))

/** Changes a post that is still as it was looked at; null where something came between. */
export const changeRole = (
  { db, marks }: Writing,
  { _id, person, region, turn }: RoleDoc,
  set: Partial<RoleDoc>,
): Promise<RoleDoc | null> =>
  moveAfter(marks, marksOf([{ person, region }]), () =>
    residentModels(db)
      .Role.findOneAndUpdate(
        { _id, turn: turn ?? null },
        { $set: { ...set, turn: (turn ?? 0) + 1 } },
        { returnDocument: 'after' },
      )
      .lean<RoleDoc>(),
  )

export interface RoleChange {
  before: Pick<RoleDoc, '_id' | 'person' | 'region' | 'turn'>
  set: Partial<RoleDoc>
}

/** The same of many at once; what has meanwhile been changed otherwise stays as it is. */
export async function changeRoles({ db, marks }: Writing, changes: readonly RoleChange[]): Promise<void> {
  if (changes.length === 0) return
  const updates = changes.map(({ before: { _id, turn }, set }) => ({
    updateOne: {
      filter: { _id, turn: turn ?? null },
      update: { $set: { ...set, turn: (turn ?? 0) + 1 } },
    },
  }))
  await moveAfter(marks, marksOf(changes.map(({ before }) => before)), () =>
    residentModels(db).Role.bulkWrite(updates as never, { ordered: false }),
  )
}

/** Takes back a post that was given a moment ago. */
export const removeRole = ({ db, marks }: Writing, { _id, person, region }: RoleDoc): Promise<unknown> =>
  moveAfter(marks, marksOf([{ person, region }]), () => residentModels(db).Role.deleteOne({ _id }))

/** Takes back what a 换届 gave, while nothing of it has begun. */
export async function takeBackRoles({ db, marks }: Writing, begunIn: string): Promise<void> {
  const given = await rolesBegunIn(db, begunIn)
  await moveAfter(marks, marksOf(given), () => residentModels(db).Role.deleteMany({ begunIn }))
}

export const rolesBegunIn = (db: Connection, begunIn: string): Promise<RoleDoc[]> =>
  residentModels(db).Role.find({ begunIn }).batchSize(rolesBatch).lean<RoleDoc[]>()

export const rolesEndedIn = (db: Connection, endedIn: string): Promise<RoleDoc[]> =>
  residentModels(db).Role.find({ endedIn }).batchSize(rolesBatch).lean<RoleDoc[]>()

/** Posts that have ended and whose work is still to be handed over, the oldest first. */
export const rolesToHandOver = (db: Connection, now: Date, most: number): Promise<RoleDoc[]> =>
  residentModels(db)
    .Role.find({ handover: 'due', until: { $lte: now } })
    .sort({ until: 1 })
    .limit(most)
    .lean<RoleDoc[]>()

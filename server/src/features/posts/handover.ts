import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { insertOnce } from '../../storage/insert-once'
import { noteAct, theMachine } from '../audit'
import { handOverWork, workKeptBy } from '../notices'
import {
  changeRole,
  hasEnded,
  isWorking,
  personsOf,
  type RoleDoc,
  rolesIn,
  rolesToHandOver,
} from '../residents'
import { type HandoverDoc, postModels } from './posts.model'

/**
 * Who goes on with what somebody leaves: who was named, else the one who begins when this post ends, else the only
 * other one who writes there. Null: it waits, and every writer of the place may take it over.
 */
export function successorOf(ended: RoleDoc, roles: readonly RoleDoc[]): string | null {
  const { until, successor, person, role, region } = ended
  if (until === null) return null
  const after = roles.filter(
    (one) =>
      one.region === region &&
      one.role === role &&
      one.person !== person &&
      one.since <= until &&
      !hasEnded(one, until),
  )
  const persons = (some: readonly RoleDoc[]) => [...new Set(some.map((one) => one.person))]
  if (successor && persons(after).includes(successor)) return successor
  const begun = persons(after.filter((one) => one.since.getTime() === until.getTime()))
  const [only, ...others] = begun.length > 0 ? begun : persons(after)
  return only !== undefined && others.length === 0 ? only : null
}

/**
 * Hands over what the holder of a post that has ended has in work. First the list is written, then each piece goes over,
 * then the post owes nothing more: cut off anywhere, it goes on by the same list.
 */
export async function finishHandover(deps: Deps, role: RoleDoc): Promise<void> {
  if (role.handover !== 'due') return
  const list = await listFor(deps, role)
  if (list?.to) {
    const persons = await personsOf(deps.db, [list.person, list.to])
    const named = (id: string) => ({
      person: id,
      name: persons.find(({ _id }) => _id === id)?.name ?? '原来的人',
    })
    await handOverWork(deps, list.editions, { from: named(list.person), to: named(list.to) })
    await noteAct(deps, { act: 'workHandedOver', by: theMachine, region: role.region, subject: role.person })
  }
  await changeRole(deps, role, { handover: null })
}

/** The list as it was written first; null where there is nothing to hand over, or the person still writes here. */
async function listFor(deps: Deps, role: RoleDoc): Promise<HandoverDoc | null> {
  const { Handover } = postModels(deps.db)
  const written = await Handover.findById(role._id).lean<HandoverDoc>()
  if (written) return written
  const roles = await rolesIn(deps.db, [role.region])
  const now = deps.clock.now()
  const stays = roles.some(
    (one) =>
      one._id !== role._id && one.person === role.person && one.role === role.role && isWorking(one, now),
  )
  const open = stays ? [] : await workKeptBy(deps, role.region, role.person)
  if (open.length === 0) return null
  const list: HandoverDoc = {
    _id: role._id,
    person: role.person,
    region: role.region,
    at: role.until ?? now,
    to: successorOf(role, roles),
    editions: open.map(({ _id }) => _id),
  }
  await insertOnce(Handover, list)
  return Handover.findById(role._id).lean<HandoverDoc>()
}

const mostAtOnce = 200

/** Hands over what is due; answers for how many posts. */
export async function handOverDue(deps: Deps): Promise<number> {
  const due = await rolesToHandOver(deps.db, deps.clock.now(), mostAtOnce)
  return eachSafely(deps.log, 'the work of a post that ended could not be handed over', due, (role) =>
    finishHandover(deps, role),
  )
}

export const handoverOf = (db: Connection, roles: readonly string[]): Promise<HandoverDoc[]> =>
  postModels(db)
    .Handover.find({ _id: { $in: [...roles] } })
    .lean<HandoverDoc[]>()

const shownMs = 90 * 86_400_000
const mostShown = 50

/** What was handed over lately in these places, the newest first. */
export const handoversIn = (db: Connection, regions: readonly string[], now: Date): Promise<HandoverDoc[]> =>
  postModels(db)
    .Handover.find({ region: { $in: [...regions] }, at: { $gte: new Date(now.getTime() - shownMs) } })
    .sort({ at: -1 })
    .limit(mostShown)
    .lean<HandoverDoc[]>()

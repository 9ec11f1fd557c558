import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { recordActs, type Who } from '../../audit'
import {
  addPersons,
  changeRoles,
  giveRoles,
  type RoleDoc,
  rolesEndedIn,
  takeBackRoles,
} from '../../residents'
import { postModels, type TurnoverDoc } from '../posts.model'
import { writes } from '../posts.rules'
import { endedBy } from './plan.rules'

const whoOf = ({ account, by, from }: TurnoverDoc): Who => ({
  account: { _id: account },
  person: { _id: by },
  from,
})

/**
 * Writes what was confirmed: every change recorded first, then the persons, the posts that begin, those that end.
 * Each step can be repeated; what is written by then stays as it is.
 */
export async function finishWriting(deps: Deps, turnover: TurnoverDoc): Promise<void> {
  const { _id, persons, begins, ends, by } = turnover
  const who = whoOf(turnover)
  await recordActs(deps, [
    ...begins.map(({ _id: key, region, person: subject, role: detail }) => ({
      key,
      what: { act: 'roleGiven' as const, by: who, region, subject, detail },
    })),
    ...ends.map(({ _id: key, turn, region, person: subject, role: detail }) => ({
      key: `${key}:${turn ?? 0}`,
      what: { act: 'roleEndSet' as const, by: who, region, subject, detail },
    })),
  ])
  await addPersons(deps, persons)
  await giveRoles(
    deps,
    begins.map((role) => ({ ...role, begunIn: _id })),
  )
  await changeRoles(
    deps,
    ends.map((before) => ({ before, set: endedBy(_id, before, before.ends, by) })),
  )
  await postModels(deps.db).Turnover.updateOne(
    { _id, state: 'writing' },
    { $set: { state: 'done', persons: [], begins: [], ends: [] } },
  )
}

/** Takes back what a 换届 gave and ended; an end that was changed by hand since is left as it is. */
export async function finishTakingBack(deps: Deps, { _id }: Pick<TurnoverDoc, '_id'>): Promise<void> {
  await takeBackRoles(deps, _id)
  const ended = await rolesEndedIn(deps.db, _id)
  await changeRoles(
    deps,
    ended.map((before) => ({ before, set: asBefore(before) })),
  )
  await postModels(deps.db).Turnover.updateOne({ _id, state: 'takingBack' }, { $set: { state: 'takenBack' } })
}

const asBefore = ({ untilBefore = null, role }: RoleDoc): Partial<RoleDoc> => ({
  until: untilBefore,
  untilBefore: null,
  endedIn: null,
  endedBy: null,
  handover: untilBefore && writes({ role }) ? 'due' : null,
})

/** Finishes what a crash left half done. */
export async function finishTurnovers(deps: Deps): Promise<number> {
  const { Turnover } = postModels(deps.db)
  const left = await Turnover.find({ state: { $in: ['writing', 'takingBack'] } }).lean<TurnoverDoc[]>()
  return eachSafely(deps.log, 'a change of posts could not be finished', left, (turnover) =>
    turnover.state === 'writing' ? finishWriting(deps, turnover) : finishTakingBack(deps, turnover),
  )
}

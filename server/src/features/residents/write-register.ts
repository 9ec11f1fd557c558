import { personKey } from '@hutang/shared'
import type { Model } from 'mongoose'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import { endProxies } from './proxies'
import {
  type HouseholdDoc,
  type PersonDoc,
  personMark,
  registerMark,
  residentModels,
} from './residents.model'

type Values = Readonly<Record<string, unknown>>

/** One change of the register, by what stood there before: done twice it changes nothing. */
export type RegisterStep =
  | { of: 'household'; insert: HouseholdDoc }
  | { of: 'person'; insert: PersonDoc }
  | { of: 'household' | 'person'; id: string; was: Values; set: Values }
  | { of: 'household' | 'person'; remove: string; was: Values }
  /** 承包户, 成员户 and merged households of a 户籍户. */
  | { of: 'tie'; id: string; add: readonly string[]; take: readonly string[] }

type Writing = Pick<Deps, 'db' | 'marks' | 'clock'>

/** Writes to one village's register, households first; whoever keeps it in memory reads it again. */
export async function writeRegister(
  deps: Writing,
  region: string,
  steps: readonly RegisterStep[],
): Promise<void> {
  const { Household, Person } = residentModels(deps.db)
  const households = steps.flatMap((step) => (step.of === 'household' && 'insert' in step ? step.insert : []))
  const persons = steps.flatMap((step) => (step.of === 'person' && 'insert' in step ? step.insert : []))
  const changed = steps.flatMap((step) => (step.of === 'person' && 'id' in step ? personMark(step.id) : []))
  const ofHouseholds = updates<HouseholdDoc>(steps, 'household')
  const ofPersons = updates<PersonDoc>(steps, 'person')
  const ties = steps.flatMap((step) => (step.of === 'tie' ? tieUpdates(step) : []))
  await moveAfter(deps.marks, [registerMark(region), ...changed], async () => {
    await insertMissing(Household, households)
    await insertMissing(Person, persons)
    if (ofHouseholds.length > 0) await Household.bulkWrite(ofHouseholds, { ordered: false })
    if (ofPersons.length > 0) await Person.bulkWrite(ofPersons, { ordered: false })
    if (ties.length > 0) await Household.bulkWrite(ties)
  })
  const ended = endedHomes(region, steps)
  if (ended.length > 0) await endProxies(deps, { household: { $in: ended } }, 'register')
}

/** Households that have been merged away, or that others have left to found their own, and who moved or died: what they agreed to has ended. */
function endedHomes(region: string, steps: readonly RegisterStep[]): string[] {
  const ended = steps.flatMap((step) =>
    step.of === 'household' && 'set' in step && step.set.endedAt instanceof Date ? [step.id] : [],
  )
  const founded = steps.flatMap((step) =>
    step.of === 'household' && 'insert' in step ? [step.insert._id] : [],
  )
  const left = steps.flatMap((step) => {
    if (step.of !== 'person' || !('set' in step)) return []
    const [from, to] = [step.was, step.set].map((values) => values['residence.household'])
    return typeof from === 'string' && founded.includes(String(to)) ? [from] : []
  })
  const gone = steps.flatMap((step) =>
    step.of === 'person' && 'set' in step && ['moved', 'dead'].includes(String(step.set['residence.state']))
      ? [personKey(region, step.id)]
      : [],
  )
  return [...new Set([...ended, ...left, ...gone])]
}

type Operations<Doc> = Parameters<Model<Doc>['bulkWrite']>[0]

function updates<Doc>(steps: readonly RegisterStep[], of: 'household' | 'person'): Operations<Doc> {
  const operations = steps.flatMap((step): object[] => {
    if (step.of !== of || 'insert' in step) return []
    if ('remove' in step) return [{ deleteOne: { filter: { _id: step.remove, ...step.was } } }]
    return [{ updateOne: { filter: { _id: step.id, ...step.was }, update: { $set: step.set } } }]
  })
  return operations as unknown as Operations<Doc>
}

function tieUpdates({ id, add, take }: Extract<RegisterStep, { of: 'tie' }>): Operations<HouseholdDoc> {
  const filter = { _id: id }
  return [
    ...(add.length > 0
      ? [{ updateOne: { filter, update: { $addToSet: { tied: { $each: [...add] } } } } }]
      : []),
    ...(take.length > 0 ? [{ updateOne: { filter, update: { $pullAll: { tied: [...take] } } } }] : []),
  ]
}

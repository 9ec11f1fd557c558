import type { PersonChange, StoredHousehold } from '@hutang/shared'
import type { HouseholdDoc, PersonDoc, RegisterStep } from '../../residents'
import type { ImportDoc, LineDoc } from '../register.model'

/** What the lines of a batch need to know besides: places and groups by their names. */
export interface Names {
  place(kind: 'area' | 'row' | 'estate', name: string): string | null
  group(name: string): number
}

type Values = Record<string, unknown>

const householdFields = (household: StoredHousehold, names: Names, at: Date) => ({
  group: names.group(household.group),
  groupName: household.group,
  head: household.head,
  area: names.place('area', household.area),
  row: names.place('row', household.line),
  estate: names.place('estate', household.estate),
  building: household.building,
  endedAt: household.ended ? at : null,
})

export const householdDoc = (
  { region, kind, at }: Pick<ImportDoc, 'region' | 'kind' | 'at'>,
  household: StoredHousehold,
  names: Names,
): HouseholdDoc => ({
  _id: household.id,
  region,
  kind,
  code: household.code,
  tied: [],
  ...householdFields(household, names, at),
})

/** Of two states of a household the fields that differ, as they are stored. */
function householdChange(from: StoredHousehold, to: StoredHousehold, names: Names, at: Date) {
  const [before, after] = [householdFields(from, names, at), householdFields(to, names, at)]
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
    (field) => after[field] !== before[field],
  )
  const pick = (values: typeof after): Values =>
    Object.fromEntries(changed.map((field) => [field, values[field]]))
  return { was: pick(before), set: pick(after) }
}

const stored: Partial<Record<keyof PersonChange, string>> = {
  household: 'residence.household',
  member: 'residence.member',
  state: 'residence.state',
  phone: 'phoneHash',
}

/** Fields of a person as the comparison names them, as they are stored. */
const personFields = (change: PersonChange): Values =>
  Object.fromEntries(
    Object.entries(change).map(([field, value]) => [stored[field as keyof PersonChange] ?? field, value]),
  )

export const personDoc = (region: string, line: LineDoc, household: string): PersonDoc | null =>
  line.facts && line.step?.do === 'insert'
    ? {
        _id: line.step.id,
        name: line.facts.name,
        relation: line.facts.relation,
        sex: line.facts.sex,
        birthYear: line.facts.birthYear,
        residence: { region, household, member: line.facts.member ?? false, state: 'living', endedAt: null },
        enterprises: [],
        phoneHash: line.facts.phoneHash,
        phoneSealed: line.facts.phoneSealed,
      }
    : null

/** What a line does to the register; ends of residence are done one by one elsewhere. */
export function stepsOf(
  doc: Pick<ImportDoc, 'region' | 'kind' | 'at'>,
  line: LineDoc,
  names: Names,
): RegisterStep[] {
  if (line.of === 'household') {
    if (!line.now) return []
    const ties = line.into.map((id) => ({ of: 'tie' as const, id, add: [line.now?.id ?? ''], take: [] }))
    if (!line.was) return [{ of: 'household', insert: householdDoc(doc, line.now, names) }, ...ties]
    return [
      { of: 'household', id: line.now.id, ...householdChange(line.was, line.now, names, doc.at) },
      ...ties,
    ]
  }
  const { step } = line
  if (step?.do === 'insert') {
    const insert = personDoc(doc.region, line, step.household)
    return insert ? [{ of: 'person', insert }] : []
  }
  if (step?.do !== 'update') return []
  const set = personFields(step.set)
  if (step.set.phone !== undefined) set.phoneSealed = line.facts?.phoneSealed ?? null
  if (step.set.state === 'living') set['residence.endedAt'] = null
  return [{ of: 'person', id: step.id, was: personFields(step.was), set }]
}

/** The way back, by what stands there since. */
export function stepsBack(
  doc: Pick<ImportDoc, 'region' | 'kind' | 'at'>,
  line: LineDoc,
  names: Names,
): RegisterStep[] {
  return stepsOf(doc, line, names).map((step): RegisterStep => {
    if (step.of === 'tie') return { ...step, add: step.take, take: step.add }
    if ('insert' in step) {
      const { _id, ...was } = step.of === 'person' ? personValues(step.insert) : householdValues(step.insert)
      return { of: step.of, remove: _id, was }
    }
    if ('remove' in step) return step
    const set = { ...step.was, ...('phoneHash' in step.was ? { phoneSealed: line.oldPhone } : {}) }
    const { phoneSealed: _sealed, ...was } = step.set
    return { of: step.of, id: step.id, was, set }
  })
}

const personValues = ({ _id, name, relation, sex, birthYear, residence, phoneHash }: PersonDoc) => ({
  _id,
  ...{ name, relation, sex, birthYear, phoneHash },
  'residence.household': residence?.household,
  'residence.member': residence?.member,
  'residence.state': residence?.state,
})

const householdValues = ({ _id, head, groupName, endedAt, area, row, estate, building }: HouseholdDoc) => ({
  _id,
  ...{ head, groupName, endedAt, area, row, estate, building },
})

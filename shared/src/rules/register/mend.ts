import type { RegisterField } from '../../contract/register-imports'
import { plainHouseholdCode } from '../household-code'
import { type Cells, personOfRow, type RegisterFacts, saidOf } from './rows'

/** One cell of a row written anew; everything else stays, and what was wrong with the cell is read again. */
export function mendedFacts<F extends RegisterFacts>(
  facts: F,
  field: RegisterField,
  value: string,
  now: number,
): { facts: Partial<RegisterFacts>; phone: string | null } {
  const cells: Cells = { name: facts.name, [field]: value }
  const read = personOfRow(facts.row, cells, now)
  const said = saidOf(cells, false)
  const others = facts.problems.filter((one) => one.field !== field)
  const problems = [...others, ...read.facts.problems.filter((one) => one.field === field)]
  const own = pick(field, read.facts, said.numberAsCode ? '' : plainHouseholdCode(said.code), said)
  return { facts: { ...own, problems }, phone: read.phone }
}

function pick(
  field: RegisterField,
  read: RegisterFacts,
  code: string,
  said: ReturnType<typeof saidOf>,
): Partial<RegisterFacts> {
  switch (field) {
    case 'name':
      return { name: read.name }
    case 'relation':
      return { relation: read.relation }
    case 'sex':
      return { sex: read.sex }
    case 'birth':
      return { birthYear: read.birthYear }
    case 'member':
      return { member: read.member }
    case 'head':
    case 'group':
      return { [field]: said[field] }
    case 'household':
      return code === '' ? {} : { code, block: code, twice: false }
    default:
      return {}
  }
}

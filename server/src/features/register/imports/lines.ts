import type { FileLine, RegisterRow } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { hashPhone, sealPhone } from '../../residents'
import type { LineDoc, LineFactsDoc } from '../register.model'
import type { Told } from './numbers'

/** Households first, then the rows of the file, then who is not in it. */
export const lineIds = {
  household: (importId: string, household: string) => `${importId}:a:${household}`,
  row: (importId: string, row: number) => `${importId}:p:${String(row).padStart(7, '0')}`,
  gone: (importId: string, person: string) => `${importId}:z:${person}`,
  /** Every line of an import, in that order. */
  all: (importId: string) => ({ _id: { $gt: `${importId}:`, $lt: `${importId};` } }),
}

/** The telephone is sealed before it is stored anywhere; the id number is left behind. */
export function factsOf({ config }: Pick<Deps, 'config'>, row: RegisterRow, told: Told): LineFactsDoc {
  const { hashKey, fieldKey } = config.secrets
  return {
    ...row.facts,
    phoneHash: row.phone === null ? null : hashPhone(row.phone, hashKey),
    phoneSealed: row.phone === null ? null : sealPhone(row.phone, fieldKey),
    ...told,
  }
}

const nothingYet = {
  said: null,
  kind: 'new',
  question: null,
  other: null,
  answer: null,
  choices: [],
  person: null,
  household: null,
  step: null,
  now: null,
  was: null,
  into: [],
  oldPhone: null,
} as const

/** A row as it is staged, before it is compared with the register. */
export const rowLine = (importId: string, facts: LineFactsDoc): LineDoc => ({
  ...nothingYet,
  choices: [],
  into: [],
  _id: lineIds.row(importId, facts.row),
  import: importId,
  of: 'person',
  n: facts.row,
  facts,
  problem: facts.problems.length > 0,
})

export const blankLine = (_id: string, importId: string, of: LineDoc['of'], n: number): LineDoc => ({
  ...nothingYet,
  choices: [],
  into: [],
  _id,
  import: importId,
  of,
  n,
  facts: null,
  problem: false,
})

const leftOut = new Set(['name'])

/** A row as the comparison reads it. `people`: a row without a name is nobody. */
export function fileLine(facts: LineFactsDoc, said: LineDoc['said'], people: boolean): FileLine {
  const { problems, phoneHash, phoneSealed: _sealed, ...plain } = facts
  const unreadable = people && problems.some(({ field }) => leftOut.has(field))
  return { ...plain, unreadable, phone: phoneHash, answer: said }
}

import type { LineAnswer, LineKind, QuestionCode } from '../../contract/register-imports'
import type { HouseholdKind, Sex } from '../../contract/register-words'
import type { RegisterFacts } from './rows'

export interface StoredPerson {
  id: string
  name: string
  household: string
  relation: string | null
  sex: Sex | null
  birthYear: number | null
  member: boolean
  state: 'living' | 'moved' | 'dead'
  /** Keyed hash, for comparison. */
  phone: string | null
}

export interface StoredHousehold {
  id: string
  code: string
  head: string
  group: string
  area: string
  line: string
  estate: string
  building: string
  ended: boolean
}

export interface FileLine extends Omit<RegisterFacts, 'problems'> {
  /** Nothing can be done with the row until it is mended. */
  unreadable: boolean
  phone: string | null
  /** An earlier row with the same id number, found while the file was read. */
  twin: number | null
  /** Its id number is another than that of its namesake in the household: they are two people. */
  apart: boolean
  answer: LineAnswer | null
}

export interface CompareInput {
  /** Makes the ids of new people; the same import makes the same. */
  importId: string
  region: string
  kind: HouseholdKind
  lines: readonly FileLine[]
  people: readonly StoredPerson[]
  households: readonly StoredHousehold[]
  /** The file is the whole of its groups; null: to be judged by what it holds. */
  whole: boolean | null
  /** What was said of people who are not in the file, by their `_id`. */
  goneAnswers: ReadonlyMap<string, LineAnswer>
}

/** What is to be done with a person. */
export type PersonStep =
  | { do: 'insert'; id: string; household: string }
  | { do: 'update'; id: string; was: PersonChange; set: PersonChange }
  | { do: 'end'; id: string; why: 'died' | 'movedOut' }

export type PersonChange = Partial<Omit<StoredPerson, 'id'>>

export interface ComparedLine {
  /** Of the file; null: somebody who is not in it. */
  row: number | null
  /** The stored person it is compared with. */
  person: string | null
  kind: LineKind
  question: QuestionCode | null
  /** The other row of the file that the question is about. */
  other: number | null
  answer: LineAnswer | null
  choices: LineAnswer[]
  household: string | null
  step: PersonStep | null
}

export interface ComparedHousehold {
  id: string
  kind: 'new' | 'changed' | 'same'
  /** The first row of the file that speaks of it. */
  row: number
  now: StoredHousehold
  was: StoredHousehold | null
  /** Where its people went, of one that is left empty: what was published for it is theirs. */
  into: string[]
}

export interface Compared {
  whole: boolean
  groups: string[]
  lines: ComparedLine[]
  households: ComparedHousehold[]
}

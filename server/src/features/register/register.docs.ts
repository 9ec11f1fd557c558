import type {
  FieldProblem,
  HouseholdKind,
  ImportColumn,
  ImportState,
  LineAnswer,
  LineKind,
  PersonStep,
  PlaceKind,
  QuestionCode,
  RegisterFacts,
  StoredHousehold,
} from '@hutang/shared'

/** One a village: who changes its register now, and how often it was changed. */
export interface RegisterStateDoc {
  /** Region code */
  _id: string
  generation: number
  /** The import that is being applied or undone. */
  busy: string | null
}

/** Who does it, as it was then. */
export interface By {
  person: string
  account: string
  name: string
}

export interface ImportCounts {
  rows: number
  new: number
  changed: number
  same: number
  question: number
  open: number
  gone: number
  problem: number
  newHouseholds: number
  changedHouseholds: number
}

export interface ImportDoc {
  _id: string
  region: string
  kind: HouseholdKind
  /** The county's file that it is a part of. */
  county: string | null
  state: ImportState
  name: string
  otherSheets: string[]
  at: Date
  by: By
  columns: ImportColumn[]
  notices: string[]
  /** As the clerk said; null: as the file looks. */
  saidWhole: boolean | null
  whole: boolean
  groups: string[]
  counts: ImportCounts
  questions: { code: QuestionCode; count: number; open: number }[]
  /** Of the register it was compared with. */
  generation: number
  steps: number
  done: number
  /** The last line whose step was taken. */
  cursor: string
  /** Steps are being taken, or a file is being read: others wait that long. */
  touchedAt: Date
  result: {
    at: Date
    newPeople: number
    changedPeople: number
    endedPeople: number
    newHouseholds: number
    keptByHand: string[]
  } | null
}

/** What a row says, as it is kept until the import is over: no id number, the telephone sealed. */
export interface LineFactsDoc extends RegisterFacts {
  phoneHash: string | null
  phoneSealed: string | null
  twin: number | null
  apart: boolean
}

export interface LineDoc {
  /** `import:a:household`, `import:p:row`, `import:z:person who is gone`: in the order in which steps are taken. */
  _id: string
  import: string
  of: 'household' | 'person'
  n: number
  facts: LineFactsDoc | null
  /** What the clerk said. */
  said: LineAnswer | null
  kind: LineKind
  problem: boolean
  question: QuestionCode | null
  other: number | null
  answer: LineAnswer | null
  choices: LineAnswer[]
  person: string | null
  household: string | null
  step: PersonStep | null
  /** Of a household: as it is after and before. */
  now: StoredHousehold | null
  was: StoredHousehold | null
  into: string[]
  /** The sealed telephone that the step replaces, for undoing. */
  oldPhone: string | null
}

/** 片区, 埭/楼组, 动迁小区, with who looks after it. */
export interface PlaceDoc {
  /** region:kind:hash of its first name */
  _id: string
  region: string
  kind: Exclude<PlaceKind, 'group'>
  name: string
  keeper: string
}

/** What was done by hand, with what stood there before: written first, then done, so that a crash is finished. */
export interface EventDoc {
  /** region:key that the client chose */
  _id: string
  region: string
  at: Date
  by: By
  text: string
  changes: { field: string; before: string | null; after: string | null }[]
  households: string[]
  /** Keyed hash of the request, so that a key is not used for another. */
  hash: string
  /** The steps still to be taken, as JSON. */
  steps: string
  /** Somebody died or moved out: their verification ends too. */
  ends: { person: string; why: 'died' | 'movedOut' } | null
  pending: boolean
  answer: string
}

/** A county's file on its way into the villages' imports. */
export interface CountyDoc {
  _id: string
  region: string
  state: 'reading' | 'broken' | 'staged' | 'applying' | 'applied'
  at: Date
  by: By
  columns: ImportColumn[]
  bytes: number
  rowsRead: number
  /** Rows in whole batches, and the hash of what was kept of them: the same file goes on behind them. */
  rowsStaged: number
  hash: string
  problems: FieldProblem[]
  problemCount: number
  touchedAt: Date
  /** The stream that reads it now. */
  reader: string
  /** The whole file is staged; its villages are being compared. */
  whole: boolean
}

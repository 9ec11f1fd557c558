import { Id, Instant, nullable, object, oneOf, Problem, type Static, Type } from './base'

import { RegionRef } from './domain'
import { HouseholdKind, LineFacts } from './register-words'

/** What a column of a register is. `dropped`: understood, and not kept (身份证号, 住址, 民族 …). */
export const registerFields = [
  'household',
  'head',
  'name',
  'relation',
  'sex',
  'birth',
  'idNumber',
  'group',
  'area',
  'row',
  'estate',
  'building',
  'phone',
  'member',
  'change',
  'region',
  'township',
] as const

/**
 * new, changed, same: a row of the file against the register; question: it waits for the clerk's word;
 * gone: in the register and not in the file; problem: the row cannot be read and is left out until it is mended.
 */
export const lineKinds = ['new', 'changed', 'same', 'question', 'gone', 'problem'] as const

export const questionCodes = [
  'namesake',
  'movedHere',
  'numberRepeated',
  'numberTwoNames',
  'samePersonTwice',
  'householdMissing',
  'householdTwice',
  'householdOthers',
  'returned',
] as const

export const lineAnswers = ['same', 'different', 'later', 'keep', 'movedOut', 'died'] as const

export const importStates = ['reading', 'staged', 'applying', 'applied', 'undoing', 'undone'] as const

export const ImportCounts = object({
  rows: Type.Integer({ description: 'rows of persons in the file' }),
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  question: Type.Integer(),
  open: Type.Integer({ description: 'questions without an answer' }),
  gone: Type.Integer(),
  problem: Type.Integer(),
  newHouseholds: Type.Integer(),
  changedHouseholds: Type.Integer(),
})

const Can = object({ allowed: Type.Boolean(), reason: nullable(Type.String({ description: 'why not' })) })

export const ImportColumn = object({
  label: Type.String(),
  field: nullable(oneOf(registerFields)),
  use: oneOf(['kept', 'compared', 'left'], {
    description: 'compared: within this import alone, never stored (身份证号); left: not kept',
  }),
  text: Type.String({ description: '户号; 只用来核对，不保存; 不保存' }),
})

export const RegisterImport = object({
  id: Id,
  region: RegionRef,
  kind: HouseholdKind,
  state: oneOf(importStates),
  name: Type.String({ description: 'of the file and the sheet' }),
  otherSheets: Type.Array(Type.String()),
  at: Instant,
  by: Type.String(),
  columns: Type.Array(ImportColumn),
  notices: Type.Array(Type.String(), { description: 'sentences about the whole: hidden rows left out, …' }),
  groups: Type.Array(Type.String(), { description: 'which groups the file is about' }),
  whole: Type.Boolean({ description: 'the file is the whole of these groups: who is not in it may be gone' }),
  counts: ImportCounts,
  questions: Type.Array(
    object({ code: oneOf(questionCodes), text: Type.String(), open: Type.Integer(), count: Type.Integer() }),
    {
      description: 'each kind of question with how many; answered in bulk by its code',
    },
  ),
  confirm: Can,
  undo: Can,
  done: object(
    { steps: Type.Integer(), of: Type.Integer() },
    { description: 'progress of applying or undoing' },
  ),
  result: nullable(
    object({
      at: Instant,
      newPeople: Type.Integer(),
      changedPeople: Type.Integer(),
      endedPeople: Type.Integer(),
      newHouseholds: Type.Integer(),
      keptByHand: Type.Array(
        Type.String({ description: 'what was changed by hand since and stays when undone' }),
      ),
    }),
  ),
})

export const ImportLine = object({
  id: Type.String(),
  of: oneOf(['person', 'household'], { description: 'household: its head, group or place changes' }),
  row: nullable(Type.Integer({ description: 'in the sheet, counted from 1; null: not in the file' })),
  kind: oneOf(lineKinds),
  file: nullable(LineFacts),
  stored: nullable(LineFacts),
  other: nullable(
    object(
      { row: Type.Integer(), file: LineFacts },
      { description: 'the other row of the file that the question is about' },
    ),
  ),
  changes: Type.Array(
    object({ field: Type.String(), before: nullable(Type.String()), after: nullable(Type.String()) }),
  ),
  question: nullable(oneOf(questionCodes)),
  text: nullable(Type.String({ description: '第41行“沈国良”与现有登记同名同组。是同一个人吗？' })),
  choices: Type.Array(object({ answer: oneOf(lineAnswers), text: Type.String() })),
  answer: nullable(oneOf(lineAnswers)),
  problems: Type.Array(
    object({
      field: oneOf(registerFields),
      label: Type.String(),
      value: Type.String(),
      message: Type.String(),
    }),
    { description: 'with what stands in the cell, so that it can be mended in place' },
  ),
})

export const CountyImport = object({
  id: Id,
  region: RegionRef,
  state: oneOf(['reading', 'broken', 'staged', 'applying', 'applied'], {
    description: 'broken: give the file again, it goes on',
  }),
  at: Instant,
  by: Type.String(),
  bytes: Type.Integer({ description: 'read so far' }),
  rowsRead: Type.Integer(),
  rowsStaged: Type.Integer(),
  rowsApplied: Type.Integer(),
  villages: Type.Array(
    object({
      region: RegionRef,
      import: Id,
      state: oneOf(importStates),
      counts: ImportCounts,
      clean: Type.Boolean({
        description: 'no question, no problem, nobody gone: it can be confirmed with the others',
      }),
    }),
  ),
  problems: Type.Array(Problem, { description: 'rows whose village is not known; the first hundred' }),
  problemCount: Type.Integer(),
  confirm: Can,
})

export type RegisterField = (typeof registerFields)[number]
export type LineKind = (typeof lineKinds)[number]
export type QuestionCode = (typeof questionCodes)[number]
export type LineAnswer = (typeof lineAnswers)[number]
export type ImportState = (typeof importStates)[number]
export type RegisterImport = Static<typeof RegisterImport>
export type ImportColumn = Static<typeof ImportColumn>
export type ImportLine = Static<typeof ImportLine>
export type CountyImport = Static<typeof CountyImport>

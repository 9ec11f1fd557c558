import type { ConditionOp } from './types'

/** `code` is a code of a tree, compared by how it begins. `months` and `years` carry what is beyond the full ones. */
export type FieldKind =
  | 'choice'
  | 'set'
  | 'code'
  | 'integer'
  | 'money'
  | 'area'
  | 'permille'
  | 'date'
  | 'months'
  | 'years'
  | 'yesNo'

/** A field that a condition may be about. */
export interface PolicyField {
  name: string
  title: string
  kind: FieldKind
  /** What stands behind a number: 人, 亩, 元. Null where nothing does. */
  unit: string | null
  /** A figure of the last year that has ended, or of the year that is running; null: as it is now. */
  perYear: 'last' | 'this' | null
  ops: readonly ConditionOp[]
  /** Of a choice and a set; of yes and no, the words for both. */
  choices: readonly { value: string; text: string }[] | null
  question: string
  /** What is asked to know it: itself, unless it follows from another. */
  asks: readonly string[]
  /** Whose it is. A person's is asked of each who lives in the household. */
  of: 'enterprise' | 'household' | 'person'
}

const numbers: readonly ConditionOp[] = ['gte', 'gt', 'lte', 'lt', 'between']

export const opsOfKind: Record<FieldKind, readonly ConditionOp[]> = {
  choice: ['in'],
  set: ['has', 'hasNone'],
  code: ['prefix'],
  integer: numbers,
  money: numbers,
  area: numbers,
  permille: numbers,
  date: ['before', 'after'],
  months: numbers,
  years: numbers,
  yesNo: ['is'],
}

const unitOfKind: Partial<Record<FieldKind, string>> = {
  money: '元',
  area: '亩',
  permille: '%',
  months: '个月',
  years: '年',
}

type Wording = Partial<Pick<PolicyField, 'unit' | 'perYear' | 'ops' | 'asks'>> & {
  choices?: Readonly<Record<string, string>>
}

export type FieldRow = readonly [
  name: string,
  kind: FieldKind,
  title: string,
  question: string,
  more?: Wording,
]

/** The rows of a registry, written short, as fields. */
export const fieldsOf = (of: PolicyField['of'], rows: readonly FieldRow[]): PolicyField[] =>
  rows.map(([name, kind, title, question, more = {}]) => ({
    name,
    title,
    kind,
    unit: more.unit ?? unitOfKind[kind] ?? null,
    perYear: more.perYear ?? null,
    ops: more.ops ?? opsOfKind[kind],
    choices: more.choices
      ? Object.entries(more.choices).map(([value, text]) => ({ value, text }))
      : kind === 'yesNo'
        ? yesAndNo()
        : null,
    question,
    asks: more.asks ?? [name],
    of,
  }))

const yesAndNo = () => [
  { value: 'yes', text: '是' },
  { value: 'no', text: '否' },
]

export const haveOrNot = { yes: '有', no: '没有' } as const

import {
  type Condition,
  type ConditionOp,
  type PolicyAudience,
  type PolicyField,
  policyField,
  ruleProblems,
  suggestCondition,
} from '@hutang/shared/rules'

/** A condition while it is written: parts may still be missing. */
export interface Written {
  field: string | null
  op: ConditionOp | null
  value: Condition['value'] | null
  hard: boolean
  on?: 'windowEnd'
  sourceText: string
}

const firstOp = ({ ops }: PolicyField): ConditionOp | null => ops[0] ?? null

/** What a sentence seems to ask for, to be looked over. */
export function fromSentence(sentence: string, audience: PolicyAudience, region: string): Written {
  const { field, op, value, hard, on } = suggestCondition(sentence, audience, { region })
  const known = field === null ? undefined : policyField(audience, field)
  return {
    field,
    op: op ?? (known ? firstOp(known) : null),
    value,
    hard,
    ...(on ? { on } : {}),
    sourceText: sentence,
  }
}

/** Another field: nothing of the value before it holds. */
export const withField = (written: Written, field: PolicyField): Written => ({
  ...written,
  field: field.name,
  op: firstOp(field),
  value: null,
})

/** Another comparison: from one number to two and back the value is kept as far as it can be. */
export function withOp(written: Written, op: ConditionOp): Written {
  const { op: before, value } = written
  if ((before === 'between') === (op === 'between')) return { ...written, op }
  const single = Array.isArray(value) ? value[0] : value
  if (op === 'between')
    return { ...written, op, value: typeof value === 'number' ? ([value, value] as const) : null }
  return { ...written, op, value: typeof single === 'number' ? single : null }
}

/** The condition, or what is still missing in it. */
export function conditionOf(
  written: Written,
  audience: PolicyAudience,
): { condition: Condition; problem: null } | { condition: null; problem: string } {
  const { field, op, value, hard, on, sourceText } = written
  if (field === null) return { condition: null, problem: '还没有选是哪一栏。' }
  if (op === null || value === null || (Array.isArray(value) && value.length === 0))
    return { condition: null, problem: '还没有填要多少、要哪几种。' }
  const condition: Condition = {
    ...{ field, op, value, hard, sourceText: sourceText.trim() },
    ...(on ? { on } : {}),
  }
  const [problem] = ruleProblems({ all: [condition] }, audience)
  return problem ? { condition: null, problem: problem.message } : { condition, problem: null }
}

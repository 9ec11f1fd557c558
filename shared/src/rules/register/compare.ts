import type { LineAnswer, QuestionCode } from '../../contract/register-imports'
import type {
  Compared,
  ComparedHousehold,
  ComparedLine,
  CompareInput,
  FileLine,
  PersonChange,
  PersonStep,
  StoredPerson,
} from './compare.types'
import { goneLines } from './gone'
import { type FileBlock, householdSteps, resolveHouseholds } from './households'
import { candidateFor, type Matching, takeCertain } from './match'

const yesNo: LineAnswer[] = ['same', 'different', 'later']

/**
 * A register against the stored one: what is new, changed, the same, gone, and what only the clerk can say.
 * Nobody is taken for another without an answer but a namesake in the same household whom nothing tells apart.
 */
export function compareRegister(input: CompareInput): Compared {
  const blocks = resolveHouseholds(input)
  const households = householdSteps(blocks)
  const groups = [...new Set(households.map(({ now }) => now.group))].filter((group) => group !== '')
  if (input.kind !== 'residence') return { whole: false, groups, lines: headLines(blocks), households }
  const matching = takeCertain(input, blocks)
  const lines = input.lines.map((line) => lineOf(input, line, blocks.get(line.block) as FileBlock, matching))
  const { whole, gone } = goneLines(input, groups, matching)
  const all = [...lines, ...gone]
  const used = new Set(all.flatMap(homeAfter))
  return {
    whole,
    groups,
    lines: all,
    households: [
      ...households.filter(({ id, was }) => used.has(id) || was?.ended === false),
      ...emptied(input, all, used),
    ],
  }
}

/** The household that a line leaves somebody in. */
const homeAfter = ({ step, kind, household }: ComparedLine): string[] => {
  if (step?.do === 'insert') return [step.household]
  if (step?.do === 'update') return household ? [household] : []
  return (kind === 'same' || kind === 'changed') && household ? [household] : []
}

/** Households whose people all went to others (并户): they end, and their rows belong where the people went. */
function emptied(
  { households, people }: CompareInput,
  lines: readonly ComparedLine[],
  used: ReadonlySet<string>,
): ComparedHousehold[] {
  const moved = new Map(
    lines.flatMap(({ step }) =>
      step?.do === 'update' && step.set.household ? [[step.id, step.set.household] as const] : [],
    ),
  )
  if (moved.size === 0) return []
  const ended = new Set(lines.flatMap(({ step }) => (step?.do === 'end' ? step.id : [])))
  return households.flatMap((was): ComparedHousehold[] => {
    const living = people.filter(({ household, state }) => household === was.id && state === 'living')
    const into = new Set(living.flatMap(({ id }) => moved.get(id) ?? []))
    if (
      was.ended ||
      used.has(was.id) ||
      into.size === 0 ||
      living.some(({ id }) => !moved.has(id) && !ended.has(id))
    )
      return []
    return [{ id: was.id, kind: 'changed', row: 0, now: { ...was, ended: true }, was, into: [...into] }]
  })
}

/** Of a register of 承包户 or 成员户 each household stands as one line, on its first row. */
function headLines(blocks: ReadonlyMap<string, FileBlock>): ComparedLine[] {
  return [...blocks.values()].flatMap(({ lines }) =>
    lines.map((line, at) => {
      const block = blocks.get(line.block) as FileBlock
      if (line.unreadable) return plainLine(line, 'problem')
      if (at === 0 && block.question) return asked(line, block.question, block)
      return { ...plainLine(line, 'same'), household: block.household?.id ?? null }
    }),
  )
}

const plainLine = ({ row }: FileLine, kind: ComparedLine['kind']): ComparedLine => ({
  row,
  person: null,
  kind,
  question: null,
  other: null,
  answer: null,
  choices: [],
  household: null,
  step: null,
})

interface Question {
  code: QuestionCode
  answer: LineAnswer | null
  choices: LineAnswer[]
  person?: string
  other?: number
}

const asked = (
  line: FileLine,
  { code, answer, choices, person, other }: Question,
  block: FileBlock,
): ComparedLine => ({
  ...plainLine(line, 'question'),
  question: code,
  answer: answer !== null && choices.includes(answer) ? answer : null,
  choices,
  person: person ?? null,
  other: other ?? null,
  household: block.household?.id ?? block.question?.household ?? null,
})

function lineOf(input: CompareInput, line: FileLine, block: FileBlock, matching: Matching): ComparedLine {
  if (line.unreadable) return plainLine(line, 'problem')
  if (block.question && block.lines[0] === line) {
    const question = asked(line, block.question, block)
    if (block.left || !block.household) return question
    return { ...question, ...stepOf(input, line, block, matching.certain.get(line.row) ?? null) }
  }
  // The rows of a household that waits wait with it.
  if (block.left || !block.household)
    return { ...plainLine(line, 'question'), household: block.question?.household ?? null }
  const twin = matching.twins.get(line.row)
  if (twin) {
    const question = asked(line, { ...twin, answer: line.answer, choices: yesNo }, block)
    if (question.answer !== 'different') return question
    return { ...question, ...stepOf(input, line, block, matching.certain.get(line.row) ?? null) }
  }
  const certain = matching.certain.get(line.row) ?? null
  if (certain === null && line.end === null) {
    const candidate = candidateFor(line, block, matching)
    if (candidate) {
      const { code, person } = candidate
      const question = asked(line, { code, person: person.id, answer: line.answer, choices: yesNo }, block)
      if (question.answer === null || question.answer === 'later') return question
      return { ...question, ...stepOf(input, line, block, question.answer === 'same' ? person : null) }
    }
  }
  const { step } = stepOf(input, line, block, certain)
  const kind = step === null ? 'same' : step.do === 'insert' ? 'new' : step.do === 'end' ? 'gone' : 'changed'
  const answer: LineAnswer | null = step?.do === 'end' ? (line.answer ?? step.why) : null
  return {
    ...plainLine(line, kind),
    person: certain?.id ?? null,
    household: block.household.id,
    step: kind === 'gone' && (answer === 'keep' || answer === 'later') ? null : step,
    ...(kind === 'gone' ? { answer, choices: ['died', 'movedOut', 'keep'] } : {}),
  }
}

function stepOf(
  { importId }: CompareInput,
  line: FileLine,
  block: FileBlock,
  person: StoredPerson | null,
): { step: PersonStep | null } {
  const household = block.household?.id ?? ''
  if (!person) return { step: line.end ? null : { do: 'insert', id: `${importId}-${line.row}`, household } }
  if (line.end) return { step: { do: 'end', id: person.id, why: line.end } }
  const set: PersonChange = {}
  if (person.household !== household) set.household = household
  if (person.state !== 'living') set.state = 'living'
  for (const field of ['relation', 'sex', 'birthYear', 'member', 'phone'] as const) {
    const said = line[field]
    if (said !== null && said !== person[field]) Object.assign(set, { [field]: said })
  }
  const fields = Object.keys(set) as (keyof PersonChange)[]
  if (fields.length === 0) return { step: null }
  const was = Object.fromEntries(fields.map((field) => [field, person[field]])) as PersonChange
  return { step: { do: 'update', id: person.id, was, set } }
}

import {
  type Compared,
  type CompareInput,
  compareRegister,
  type FileLine,
  type LineAnswer,
  readRegister,
  type StoredHousehold,
  type StoredPerson,
  sheetOfText,
} from '@hutang/shared'
import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { createNumbers } from '../../server/src/features/register/imports/numbers'
import { madeUpIdNumber } from '../support/messy-register'

const region = '310116109213'
const options = { numRuns: 300, endOnFailure: true }

/** Few names, numbers and groups, so that rows meet each other in every way. */
const row = fc.record({
  code: fc.constantFrom('', '', '1', '2', '03'),
  head: fc.constantFrom('', '', '沈国良', '陆小青'),
  name: fc.constantFrom('沈国良', '沈　国良', '陆小青', '唐燕', ''),
  relation: fc.constantFrom('', '户主', '妻', '子'),
  sex: fc.constantFrom('', '男', '女'),
  birth: fc.constantFrom('', '1956', '1980-02', '85.3'),
  number: fc.constantFrom('', '', madeUpIdNumber(1956, 1), madeUpIdNumber(1980, 2), '310116195603020000'),
  group: fc.constantFrom('', '1组', '第1组', '二组'),
  member: fc.constantFrom('', '是', '否'),
})
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never
const answers = fc.array(fc.constantFrom<LineAnswer | null>('same', 'different', 'later', null), {
  minLength: 30,
  maxLength: 30,
})

function linesOf(rows: readonly Row[], said: readonly (LineAnswer | null)[]): FileLine[] {
  const heading = '户号\t户主\t姓名\t与户主关系\t性别\t出生年月\t身份证号\t组\t是否成员'
  const text = rows.map((one) => Object.values(one).join('\t')).join('\n')
  const reading = readRegister(sheetOfText(`${heading}\n${text}`), { now: 2026, people: true })
  if ('problem' in reading) return []
  const numbers = createNumbers()
  return reading.rows.map((read, at) => {
    const { problems, ...facts } = read.facts
    const unreadable = problems.some(({ field }) => field === 'name')
    return { ...facts, ...numbers.tell(read), unreadable, phone: null, answer: said[at] ?? null }
  })
}

interface Register {
  people: StoredPerson[]
  households: StoredHousehold[]
}

const compare = (register: Register, lines: readonly FileLine[], importId: string) => {
  const input: CompareInput = {
    ...{ importId, region, kind: 'residence', lines, whole: null, goneAnswers: new Map() },
    ...register,
  }
  return compareRegister(input)
}

/** What applying does, as plain data. */
function applied(
  { people, households }: Register,
  { lines, households: steps }: Compared,
  file: readonly FileLine[],
): Register {
  const byRow = new Map(file.map((line) => [line.row, line]))
  const next = new Map(people.map((one) => [one.id, one]))
  for (const { step, row: at } of lines) {
    const line = byRow.get(at ?? 0)
    if (step?.do === 'update') next.set(step.id, { ...(next.get(step.id) as StoredPerson), ...step.set })
    if (step?.do === 'insert' && line)
      next.set(step.id, {
        ...{
          id: step.id,
          name: line.name,
          household: step.household,
          relation: line.relation,
          sex: line.sex,
        },
        ...{ birthYear: line.birthYear, member: line.member ?? false, state: 'living', phone: null },
      })
  }
  const homes = new Map(households.map((one) => [one.id, one]))
  for (const { id, now } of steps) homes.set(id, now)
  return { people: [...next.values()], households: [...homes.values()] }
}

const empty: Register = { people: [], households: [] }
const files = fc.tuple(fc.array(row, { maxLength: 9 }), fc.array(row, { maxLength: 9 }), answers, answers)
const stepsOf = ({ lines, households }: Compared) => [
  ...lines.flatMap(({ step }) => step ?? []),
  ...households.filter(({ kind }) => kind !== 'same'),
]

describe('any register', () => {
  it('that comes a second time changes nothing, where every question had its answer', () => {
    fc.assert(
      fc.property(files, ([first, second, one, two]) => {
        const before = applied(empty, compare(empty, linesOf(first, one), 'a'), linesOf(first, one))
        const settled = two.map((answer) => (answer === 'same' ? answer : 'different'))
        const file = linesOf(second, settled)
        const compared = compare(before, file, 'b')
        // Some may only be put off; and two heads under one number are asked about each time.
        fc.pre(compared.lines.every(({ kind, answer }) => kind !== 'question' || answer !== null))
        fc.pre(!compared.lines.some(({ question }) => question === 'householdTwice'))
        const after = applied(before, compared, file)
        // The second time nobody has answered anything.
        const again = compare(after, linesOf(second, []), 'c')
        if (stepsOf(again).length > 0) throw new Error(JSON.stringify(stepsOf(again)))
      }),
      options,
    )
  })

  it('takes nobody for another without an answer, and nobody for two', () => {
    fc.assert(
      fc.property(files, ([first, second, one, two]) => {
        const before = applied(empty, compare(empty, linesOf(first, one), 'a'), linesOf(first, one))
        const file = linesOf(second, two)
        const { lines } = compare(before, file, 'b')
        const byRow = new Map(file.map((line) => [line.row, line]))
        const people = new Map(before.people.map((person) => [person.id, person]))
        const meant = lines.flatMap(({ kind, person, answer, row: at }) =>
          person && at !== null && (kind === 'same' || kind === 'changed' || answer === 'same')
            ? [person]
            : [],
        )
        if (new Set(meant).size < meant.length) throw new Error('two rows are one person')
        for (const { step, answer, row: at } of lines) {
          if (step?.do !== 'update') continue
          const [line, person] = [byRow.get(at ?? 0), people.get(step.id)]
          const moved =
            step.set.household !== undefined ||
            (step.set.birthYear !== undefined && person?.birthYear !== null)
          if (line?.name !== person?.name) throw new Error('another name')
          if (moved && answer !== 'same')
            throw new Error('somebody was moved, or made another, without an answer')
        }
      }),
      options,
    )
  })

  it('is read without an error, whatever stands in its cells, and never holds an id number', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(madeUpIdNumber(1970, 5), '户主', '合计', '1组', '沈国良户'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 }), (cells) => {
        const text = [
          '户号\t姓名\t与户主关系\t身份证号\t手机\t组\t户主',
          ...cells.map((line) => line.join('\t')),
        ].join('\n')
        const reading = readRegister(sheetOfText(text), { now: 2026, people: true })
        if ('problem' in reading) return
        const kept = JSON.stringify(reading.rows.map(({ facts }) => facts))
        if (/\d{15}/.test(kept)) throw new Error(kept)
      }),
      options,
    )
  })
})

import {
  type CompareInput,
  compareRegister,
  type FileLine,
  type LineAnswer,
  type StoredHousehold,
  type StoredPerson,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const region = '310116109213'

const line = (row: number, change: Partial<FileLine>): FileLine => ({
  ...{ row, block: '012', code: '012', twice: false, head: '沈国良', group: '1组' },
  ...{
    area: '',
    line: '',
    estate: '',
    building: '',
    name: '沈国良',
    relation: null,
    sex: null,
    birthYear: null,
  },
  ...{ member: null, end: null, unreadable: false, phone: null, twin: null, apart: false, answer: null },
  ...change,
})
const person = (id: string, change: Partial<StoredPerson> = {}): StoredPerson => ({
  ...{ id, name: '沈国良', household: `${region}:012`, relation: '户主', sex: 'male', birthYear: 1956 },
  ...{ member: true, state: 'living', phone: null },
  ...change,
})
const household = (code: string, change: Partial<StoredHousehold> = {}): StoredHousehold => ({
  ...{ id: `${region}:${code}`, code, head: '沈国良', group: '1组' },
  ...{ area: '', line: '', estate: '', building: '', ended: false },
  ...change,
})
const compare = (change: Partial<CompareInput>) =>
  compareRegister({
    importId: 'i',
    region,
    kind: 'residence',
    lines: [],
    people: [],
    households: [],
    whole: null,
    goneAnswers: new Map(),
    ...change,
  })
const kinds = (change: Partial<CompareInput>) =>
  compare(change).lines.map(({ kind, question, step }) => [kind, question, step?.do ?? null])

describe('a row against the register', () => {
  const households = [household('012')]
  it('is the same person where nothing in the household speaks against it', () => {
    expect(kinds({ households, people: [person('a')], lines: [line(2, { sex: 'male' })] })).toEqual([
      ['same', null, null],
    ])
    expect(kinds({ households, people: [person('a')], lines: [line(2, { member: false })] })).toEqual([
      ['changed', null, 'update'],
    ])
  })

  it('is asked about where the year of birth or the sex is another', () => {
    const lines = [line(2, { birthYear: 1988 })]
    expect(kinds({ households, people: [person('a')], lines })).toEqual([['question', 'namesake', null]])
    const said = (answer: LineAnswer) =>
      compare({ households, people: [person('a')], lines: [line(2, { birthYear: 1988, answer })] }).lines[0]
        ?.step
    expect(said('same')).toEqual({
      do: 'update',
      id: 'a',
      was: { birthYear: 1956 },
      set: { birthYear: 1988 },
    })
    expect(said('different')).toEqual({ do: 'insert', id: 'i-2', household: `${region}:012` })
    expect(said('later')).toBeNull()
  })

  it('is asked about where somebody of that name is in the group, or born in the same year elsewhere', () => {
    const lines = [line(2, { code: '099', block: '099', birthYear: 1956 })]
    expect(kinds({ households, people: [person('a')], lines })).toEqual([['question', 'namesake', null]])
    const elsewhere = [household('012', { group: '9组' })]
    expect(kinds({ households: elsewhere, people: [person('a')], lines })).toEqual([
      ['question', 'movedHere', null],
    ])
    const other = [line(2, { code: '099', block: '099', birthYear: 1970 })]
    expect(kinds({ households: elsewhere, people: [person('a')], lines: other })).toEqual([
      ['new', null, 'insert'],
    ])
  })

  it('is asked about where who moved away stands in it again', () => {
    const people = [person('a', { state: 'moved' })]
    expect(kinds({ households, people, lines: [line(2, {})] })).toEqual([['question', 'returned', null]])
    const [back] = compare({ households, people, lines: [line(2, { answer: 'same' })] }).lines
    expect(back?.step).toMatchObject({ do: 'update', id: 'a', set: { state: 'living' } })
  })

  it('does not empty a field of which it says nothing', () => {
    const people = [person('a', { phone: 'hash' })]
    expect(kinds({ households, people, lines: [line(2, { phone: null, relation: null })] })).toEqual([
      ['same', null, null],
    ])
  })
})

describe('two rows', () => {
  const twice = [line(2, {}), line(3, {})]
  it('of one name in one household are asked about, unless something tells them apart', () => {
    expect(kinds({ lines: twice })).toEqual([
      ['new', null, 'insert'],
      ['question', 'samePersonTwice', null],
    ])
    expect(kinds({ lines: [line(2, {}), line(3, { apart: true })] }).map(([kind]) => kind)).toEqual([
      'new',
      'new',
    ])
  })

  it('with one id number are asked about, whatever their names, and put together by an answer alone', () => {
    const lines = [line(2, {}), line(3, { name: '陆小青', twin: 2 })]
    expect(kinds({ lines })[1]).toEqual(['question', 'numberTwoNames', null])
    const different = [line(2, {}), line(3, { name: '陆小青', twin: 2, answer: 'different' as const })]
    expect(kinds({ lines: different })[1]).toEqual(['question', 'numberTwoNames', 'insert'])
  })

  it('that were told apart before are not asked about again', () => {
    const people = [person('a', { birthYear: null }), person('b', { birthYear: null })]
    expect(kinds({ households: [household('012')], people, lines: twice })).toEqual([
      ['same', null, null],
      ['same', null, null],
    ])
  })
})

describe('a household without its number', () => {
  const alone = (change: Partial<FileLine> = {}) => [line(2, { code: null, block: '#2', ...change })]
  it('is the stored one only where the same people live in it', () => {
    const households = [household('012')]
    expect(kinds({ households, people: [person('a')], lines: alone() })).toEqual([['same', null, null]])
    const others = [person('a'), person('b', { name: '唐燕' })]
    expect(kinds({ households, people: others, lines: alone() })).toEqual([
      ['question', 'householdMissing', null],
    ])
  })

  it('gets a number of its group where there is no such household, the same each time', () => {
    const { households, lines } = compare({ lines: alone({ group: '15组' }) })
    expect(households.map(({ now }) => now.code)).toEqual(['15-001'])
    const stored = households.map(({ now }) => now)
    const people = lines.flatMap(({ step }) =>
      step?.do === 'insert'
        ? [person(step.id, { household: step.household, birthYear: null, sex: null })]
        : [],
    )
    const again = compare({ households: stored, people, lines: alone({ group: '15组' }) })
    expect(again.lines.map(({ kind }) => kind)).toEqual(['same'])
    expect(again.households.map(({ kind }) => kind)).toEqual(['same'])
  })

  it('is asked about where two heads have one number', () => {
    const lines = [line(2, {}), line(3, { block: '012#3', twice: true, head: '陆小青', name: '陆小青' })]
    expect(kinds({ lines })).toEqual([
      ['new', null, 'insert'],
      ['question', 'householdTwice', null],
    ])
    const own = compare({ lines: [line(2, {}), line(3, { ...lines[1], answer: 'different' })] })
    expect(own.households.map(({ now }) => now.code)).toEqual(['012', '1-001'])
  })
})

describe('the number of a household that others live in', () => {
  const households = [household('012')]
  const people = [person('a')]
  const strangers = (answer: LineAnswer | null = null) =>
    ['陆小青', '陆大明'].map((name, at) =>
      line(2 + at, { name, head: '陆小青', group: '2组', answer: at === 0 ? answer : null }),
    )

  it('is a question: nobody is put into the house of others, and its head stays', () => {
    const found = compare({ households, people, lines: strangers() })
    expect(found.lines.slice(0, 2)).toMatchObject([
      { kind: 'question', question: 'householdOthers', household: `${region}:012`, step: null },
      { kind: 'question', question: null, step: null },
    ])
    expect(found.households).toEqual([])
  })

  it('is theirs, or another, as the clerk says, and is not asked again', () => {
    const same = compare({ households, people, lines: strangers('same') })
    expect(same.households).toMatchObject([{ kind: 'changed', now: { code: '012', head: '陆小青' } }])
    const other = compare({ households, people, lines: strangers('different') })
    expect(other.households.map(({ now, kind }) => [now.code, now.head, kind])).toEqual([
      ['2-001', '陆小青', 'new'],
    ])
    const id = other.households[0]?.id ?? ''
    const moved = ['陆小青', '陆大明'].map((name) =>
      person(name, { name, household: id, relation: null, sex: null, birthYear: null }),
    )
    const again = compare({
      households: [...households, ...other.households.map(({ now }) => now)],
      people: [...people, ...moved],
      lines: strangers(),
    })
    expect(again.lines.slice(0, 2).map(({ kind }) => kind)).toEqual(['same', 'same'])
  })
})

describe('who is not in the file', () => {
  const households = [household('012'), household('013', { group: '2组' })]
  const people = [
    person('a'),
    person('b', { name: '唐燕' }),
    person('c', { name: '陆小青', household: `${region}:013` }),
  ]
  const lines = [line(2, {}), line(3, { name: '唐燕' })]
  it('is gone only from the groups of the file, and stays until somebody says otherwise', () => {
    expect(compare({ households, people, lines }).whole).toBe(true)
    const part = compare({ households, people, lines: lines.slice(0, 1), whole: true })
    expect(part.lines.slice(1)).toMatchObject([{ person: 'b', kind: 'gone', answer: 'keep', step: null }])
    const gone = compare({
      households,
      people,
      lines: lines.slice(0, 1),
      whole: true,
      goneAnswers: new Map([['b', 'died']]),
    })
    expect(gone.lines[1]?.step).toEqual({ do: 'end', id: 'b', why: 'died' })
  })

  it('is nobody where the file is a part', () => {
    expect(compare({ households, people, lines: lines.slice(0, 1) })).toMatchObject({
      whole: false,
      lines: [{ row: 2 }],
    })
  })

  it('ends a household whose people all went into another, and its rows go with them', () => {
    const moved = [
      line(2, { code: '099', block: '099', answer: 'same' }),
      line(3, { code: '099', block: '099', name: '唐燕', answer: 'same' }),
    ]
    const { households: steps } = compare({ households, people, lines: moved })
    expect(steps).toMatchObject([
      { id: `${region}:099`, kind: 'new' },
      { id: `${region}:012`, kind: 'changed', now: { ended: true }, into: [`${region}:099`] },
    ])
  })
})

import {
  evaluateHousehold,
  type Facts,
  type FactValue,
  type HouseholdAnswers,
  type HouseholdQuestion,
  householdQuestions,
  type MatchedPolicy,
  numberRanges,
  policyField,
  tickedFacts,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../../server/src/demo/packages'
import { cond, policyOf, today } from './samples'

const named = (key: string, ...conditions: ReturnType<typeof cond>[]) =>
  policyOf({ all: conditions }, { key })
const nobody: HouseholdAnswers = { household: {}, people: [] }
const person = (called: string, facts: Facts = {}) => ({ called, facts })

describe('questions over a household', () => {
  const policies = [
    named('old', cond('ageYears', 'gte', 65)),
    named('poor', cond('hardship', 'in', ['minimum'])),
    named('both', cond('ageYears', 'gte', 60), cond('hardship', 'in', ['minimum', 'lowIncome'])),
  ]

  it('ask what is the household’s once for all, and what is a person’s of each', () => {
    const answers = { household: {}, people: [person('我'), person('母亲')] }
    const asked = householdQuestions(policies, answers, today)
    expect(asked.map(({ name, person: of }) => [name, of])).toEqual([
      ['hardship', null],
      ['bornOn', 0],
      ['bornOn', 1],
    ])
    expect(asked[0]).toMatchObject({ policies: ['poor', 'both'], settles: ['poor'] })
  })

  it('ask nothing more of a person whom nothing fits, and go on with the others', () => {
    const young = person('我', { bornOn: '1990-01-01' })
    const answers = { household: { hardship: 'minimum' }, people: [young, person('母亲')] }
    expect(householdQuestions(policies, answers, today)).toMatchObject([{ name: 'bornOn', person: 1 }])
  })

  it('are asked before anybody of the household was named', () => {
    const asked = householdQuestions(policies, nobody, today)
    expect(asked.map(({ name, person: of }) => [name, of])).toEqual([
      ['hardship', null],
      ['bornOn', 0],
    ])
  })

  it('put yes and no of a person together as ticks, and those of the household', () => {
    const ticks = [
      named('a', cond('seriousIllness', 'is', true), cond('medicalInsured', 'is', true)),
      named('b', cond('suddenHardship', 'is', true)),
    ]
    const asked = householdQuestions(ticks, { household: {}, people: [person('我')] }, today)
    expect(asked).toMatchObject([
      { name: 'personNow', person: 0, fields: ['seriousIllness', 'medicalInsured'], settles: ['a'] },
      { name: 'suddenHardship', person: null, settles: ['b'] },
    ])
    expect(tickedFacts(['seriousIllness', 'medicalInsured'], ['medicalInsured'])).toEqual({
      ...{ seriousIllness: false, medicalInsured: true },
    })
  })
})

describe('ranges of a number', () => {
  const texts = (...conditions: ReturnType<typeof cond>[]) =>
    numberRanges('incomePerHead', [{ all: conditions }]).map(({ text, value }) => [text, value])

  it.each<[string, ReturnType<typeof cond>[], [string, number][]]>([
    [
      '不满 turns at the number',
      [cond('incomePerHead', 'lt', 160_000)],
      [
        ['不到1,600元', 0],
        ['1,600元以上', 160_000],
      ],
    ],
    [
      '以内 turns after it',
      [cond('incomePerHead', 'lte', 160_000)],
      [
        ['1,600元以内', 0],
        ['超过1,600元', 160_001],
      ],
    ],
    [
      'two that lie apart',
      [cond('incomePerHead', 'lt', 160_000), cond('incomePerHead', 'gte', 240_000)],
      [
        ['不到1,600元', 0],
        ['1,600元以上，不到2,400元', 160_000],
        ['2,400元以上', 240_000],
      ],
    ],
    [
      'from and to',
      [cond('incomePerHead', 'between', [100_000, 200_000])],
      [
        ['不到1,000元', 0],
        ['1,000元到2,000元', 100_000],
        ['超过2,000元', 200_001],
      ],
    ],
  ])('%s', (_what, conditions, ranges) => {
    expect(texts(...conditions)).toEqual(ranges)
  })

  it('stand for numbers that every rule judges alike', () => {
    const rules = [
      cond('incomePerHead', 'lt', 3),
      cond('incomePerHead', 'lte', 5),
      cond('incomePerHead', 'gt', 9),
      cond('incomePerHead', 'gte', 9),
    ]
    const judged = (value: number) =>
      rules
        .map((one) =>
          evaluateHousehold(named('p', one), { household: { incomePerHead: value }, people: [] }, today),
        )
        .map(([match]) => match?.matched.outcome)
        .join()
    const ranges = numberRanges('incomePerHead', [{ all: rules }], 10)
    const all = Array.from({ length: 20 }, (_, value) => value)
    for (const value of all) {
      const range = ranges.findLast((one) => one.value <= value)
      expect([value, judged(value)]).toEqual([value, judged(range?.value ?? -1)])
    }
    expect(new Set(all.map(judged)).size).toBe(ranges.length)
  })

  it('are none where no rule asks, or too many numbers are named', () => {
    expect(texts()).toEqual([])
    const many = Array.from({ length: 9 }, (_, at) => cond('incomePerHead', 'lt', at * 100 + 100))
    expect(texts(...many)).toEqual([])
  })
})

/** What a villager of the demo would answer. */
interface Villager {
  household: Record<string, FactValue>
  person: Record<string, FactValue>
  ticks: readonly string[]
  fits: readonly string[]
}

const villagers: Record<string, Villager> = {
  '72岁的村民': {
    household: {
      hardship: 'none',
      incomePerHead: 250_000,
      members: 2,
      farmedArea: 300,
      ownMedicalCost: 100_000,
      housing: 'safe',
    },
    person: {
      bornOn: '1954-03-01',
      sex: 'female',
      hukou: 'village',
      disability: 'none',
      service: 'none',
      canWork: true,
      supported: true,
      careLevel: 0,
      schooling: 'none',
      childCare: 'none',
    },
    ticks: ['collectiveMember', 'medicalInsured'],
    fits: ['old-age-allowance'],
  },
  残疾的低保户: {
    household: {
      hardship: 'minimum',
      incomePerHead: 100_000,
      members: 1,
      farmedArea: 0,
      ownMedicalCost: 1_500_000,
      housing: 'safe',
    },
    person: {
      bornOn: '1980-03-01',
      sex: 'male',
      hukou: 'village',
      disability: 'second',
      service: 'none',
      canWork: false,
      supported: true,
      careLevel: 3,
      schooling: 'none',
      childCare: 'none',
    },
    ticks: ['medicalInsured', 'livesAlone'],
    fits: ['disability-living'],
  },
  上学的孩子: {
    household: {
      hardship: 'none',
      incomePerHead: 350_000,
      members: 4,
      farmedArea: 100,
      ownMedicalCost: 0,
      housing: 'safe',
    },
    person: {
      bornOn: '2015-03-01',
      sex: 'male',
      hukou: 'village',
      disability: 'none',
      service: 'none',
      canWork: false,
      supported: true,
      careLevel: 0,
      schooling: 'compulsory',
      childCare: 'none',
    },
    ticks: ['medicalInsured'],
    fits: [],
  },
}

describe('over the policies of the demo', () => {
  const policies: MatchedPolicy[] = demoPolicies(new Date(`${today}T02:00:00Z`))
    .filter(({ content }) => content.audience === 'household')
    .map(({ key, content }) => ({ key, ...content }))

  function answer(answers: HouseholdAnswers, asked: HouseholdQuestion, who: Villager): HouseholdAnswers {
    const isOfPerson = asked.person !== null
    const own = isOfPerson ? who.person : who.household
    const ticks = asked.fields.every((name) => policyField('household', name)?.kind === 'yesNo')
    const facts: Facts =
      ticks && !(asked.name in own)
        ? tickedFacts(asked.fields, who.ticks)
        : Object.fromEntries(asked.fields.map((name) => [name, own[name]]))
    if (Object.values(facts).some((value) => value === undefined))
      throw new Error(`no answer to ${asked.name}`)
    const [first = person('我')] = answers.people
    return isOfPerson
      ? { ...answers, people: [{ ...first, facts: { ...first.facts, ...facts } }] }
      : { ...answers, household: { ...answers.household, ...facts } }
  }

  it.each(Object.keys(villagers))('eight questions settle all but a few: %s', (name) => {
    const who = villagers[name]
    if (!who) throw new Error(name)
    let answers: HouseholdAnswers = { household: {}, people: [person('我')] }
    const asked: string[] = []
    for (let [next] = householdQuestions(policies, answers, today); next && asked.length < 8; ) {
      asked.push(next.name)
      answers = answer(answers, next, who)
      next = householdQuestions(policies, answers, today)[0]
    }
    const outcomes = policies.map((one) => evaluateHousehold(one, answers, today)[0]?.matched.outcome)
    expect(outcomes.filter((one) => one === 'possible').length).toBeLessThanOrEqual(4)
    const found = policies.filter((_, at) => outcomes[at] === 'eligible').map(({ key }) => key)
    expect(found).toEqual(who.fits)
  })
})

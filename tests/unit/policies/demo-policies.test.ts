import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  conditionsOf,
  creditCodeProblem,
  type EnterpriseProfile,
  evaluateFor,
  type Facts,
  fieldsOfRule,
  objectionsTo,
  type PolicyContent,
  type PolicyQuestion,
  plusDays,
  policyQuestions,
  policyReadiness,
  type Subject,
  subjectOf,
  tickedFacts,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { today } from './samples'

const demo = join(__dirname, '../../../config/demo')

/** The demo's days stand from today: {D-20}, {Y-20}, {y+1}, {W-52}. */
function dated(text: string): string {
  const year = Number(today.slice(0, 4))
  return text
    .replace(/\{[DW]([+-]\d+)?\}/g, (_, days = '0') => plusDays(today, Number(days)))
    .replace(/\{Y([+-]\d+)?\}/g, (_, days = '0') => plusDays(today, Number(days)).slice(0, 4))
    .replace(/\{y([+-]\d+)?\}/g, (_, years = '0') => String(year + Number(years)))
}

const read = (path: string) => JSON.parse(dated(readFileSync(join(demo, path), 'utf8')))

type DemoPolicy = PolicyContent & { key: string }
const policies: DemoPolicy[] = readdirSync(join(demo, 'policies')).flatMap((file) => read(`policies/${file}`))
const forEnterprises = policies.filter(({ audience }) => audience === 'enterprise')

type DemoYear = EnterpriseProfile['years'][number] & { yearsAgo: number }
const enterprises: { key: string; profile: EnterpriseProfile }[] = read('enterprises.json').map(
  ({ key, profile }: { key: string; profile: EnterpriseProfile & { years: DemoYear[] } }) => ({
    key,
    profile: {
      ...profile,
      years: profile.years.map((one) => ({
        ...one,
        year: Number(today.slice(0, 4)) - (one as DemoYear).yearsAgo,
      })),
    },
  }),
)

describe('the policies of the demo', () => {
  it.each(policies.map((policy) => [policy.key, policy] as const))('%s can be published', (_, policy) => {
    expect(policyReadiness(policy)).toEqual([])
    expect(objectionsTo(policy)).toEqual([])
  })

  it('have at least four conditions each, over many fields', () => {
    const few = forEnterprises.filter(({ rule }) => conditionsOf(rule).length < 4)
    expect(few.map(({ key }) => key)).toEqual([])
    expect(new Set(forEnterprises.flatMap(({ rule }) => fieldsOfRule(rule))).size).toBeGreaterThanOrEqual(12)
  })

  it('exclude only policies that there are', () => {
    const keys = new Set(policies.map(({ key }) => key))
    expect(policies.flatMap(({ excludes }) => excludes).filter((key) => !keys.has(key))).toEqual([])
  })
})

/** As somebody answers who knows what the profile says: of ticks only whether it is there, not how much. */
function answer({ name, fields }: PolicyQuestion, whole: Facts): Facts {
  if (fields[0] !== name)
    return tickedFacts(
      fields,
      fields.filter((field) => whole[field]),
    )
  return whole[name] === undefined ? {} : { [name]: whole[name] }
}

describe('the enterprises of the demo', () => {
  it.each(enterprises.map(({ key, profile }) => [key, profile] as const))(
    '%s, known by kind, place and founding alone, answers three questions and four fifths of the unknowns are settled',
    (_, profile) => {
      expect(creditCodeProblem(profile.creditCode ?? '')).toBeNull()
      const whole = subjectOf({ ...profile, foundedOn: profile.foundedOn ?? '2016-05-04' }).at(today)
      const known: Record<string, unknown> = {}
      for (const name of ['kind', 'region', 'foundedOn', 'ageMonths', 'ageDays']) known[name] = whole[name]
      const subject = { received: [], at: () => ({ ...known }) } as Subject
      const open = () =>
        forEnterprises.reduce((sum, one) => sum + evaluateFor(one, subject, today).open.length, 0)
      const before = open()
      const asked: string[] = []
      for (let left = 3; left > 0; left -= 1) {
        const question = policyQuestions(forEnterprises, subject, today).find(
          ({ name }) => !asked.includes(name),
        )
        if (!question) break
        asked.push(question.name)
        Object.assign(known, answer(question, whole))
      }
      expect(asked).toHaveLength(3)
      expect(1 - open() / before).toBeGreaterThanOrEqual(0.8)
    },
  )
})

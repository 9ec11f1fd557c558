import {
  evaluateFor,
  type Facts,
  type PolicyQuestion,
  policyQuestions,
  type Subject,
  subjectOf,
  tickedFacts,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoEnterprises, demoPolicies } from '../../../server/src/demo/packages'
import { today } from './samples'

const base = new Date(`${today}T02:00:00Z`)
const policies = demoPolicies(base)
  .filter(({ content }) => content.audience === 'enterprise')
  .map(({ key, content }) => ({ key, ...content }))

/** As somebody answers who knows what the profile says: of ticks only whether it is there, not how much. */
function answer({ name, fields }: PolicyQuestion, whole: Facts): Facts {
  if (fields[0] !== name) {
    const ticked = fields.filter((field) => whole[field])
    return tickedFacts(fields, ticked)
  }
  return whole[name] === undefined ? {} : { [name]: whole[name] }
}

describe('the enterprises of the demo', () => {
  it.each(demoEnterprises(base).map(({ key, profile }) => [key, profile] as const))(
    '%s, known by kind, place and founding alone, answers three questions and four fifths of the unknowns are settled',
    (_, profile) => {
      const whole = subjectOf(profile).at(today)
      const known: Record<string, Facts[string]> = {}
      for (const name of ['kind', 'region', 'foundedOn', 'ageMonths', 'ageDays']) known[name] = whole[name]
      const subject: Subject = { received: [], at: () => ({ ...known }) }
      const unknowns = () =>
        policies.reduce((sum, one) => sum + evaluateFor(one, subject, today).open.length, 0)
      const before = unknowns()
      const asked: string[] = []
      for (let left = 3; left > 0; left -= 1) {
        const question = policyQuestions(policies, subject, today).find(({ name }) => !asked.includes(name))
        if (!question) break
        asked.push(question.name)
        Object.assign(known, answer(question, whole))
      }
      expect(asked).toHaveLength(3)
      expect(1 - unknowns() / before).toBeGreaterThanOrEqual(0.8)
    },
  )
})

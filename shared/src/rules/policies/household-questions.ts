import { type MatchedPolicy, personSubject } from './evaluate'
import { policyField } from './fields'
import { asksOfPerson, type HouseholdAnswers } from './household'
import { type PolicyQuestion, rankedQuestions } from './questions'

/** `person`: of whom it is asked, by their place in `people`; null: of the household as a whole. */
export interface HouseholdQuestion extends PolicyQuestion {
  person: number | null
}

const isOfPerson = ({ fields }: PolicyQuestion): boolean =>
  fields.some((name) => policyField('household', name)?.of === 'person')

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]

/**
 * The questions that are still open over a household, those first that settle most. What is the household's is asked once for
 * all of its people; a policy that asks nothing of a person is counted once.
 */
export function householdQuestions(
  policies: readonly MatchedPolicy[],
  { household, people }: HouseholdAnswers,
  day: string,
): HouseholdQuestion[] {
  const asked = new Map<string, { question: HouseholdQuestion; settled: number }>()
  const everybody = people.length > 0 ? people : [{ facts: {} }]
  for (const [at, { facts }] of everybody.entries()) {
    const theirs = policies.filter(({ rule }) => at === 0 || asksOfPerson(rule))
    for (const { question, settled } of rankedQuestions(theirs, personSubject(household, facts), day)) {
      const person = isOfPerson(question) ? at : null
      const name = `${person ?? ''} ${question.name}`
      const before = asked.get(name)
      asked.set(name, {
        settled: settled + (before?.settled ?? 0),
        question: {
          ...question,
          person,
          fields: union(before?.question.fields ?? [], question.fields),
          policies: union(before?.question.policies ?? [], question.policies),
          settles: union(before?.question.settles ?? [], question.settles),
        },
      })
    }
  }
  return [...asked.values()].sort((a, b) => b.settled - a.settled).map(({ question }) => question)
}

import type { LineAnswer } from '../../contract/register-imports'
import type { ComparedLine, CompareInput, PersonStep, StoredPerson } from './compare.types'
import type { Matching } from './match'

const choices: LineAnswer[] = ['keep', 'movedOut', 'died']
/** A file that holds fewer of those who live in its groups is a part of the register. */
const mostOfThem = 0.8

/** Who lives in the groups of the file, and is not in it. Without a word of the clerk everybody stays. */
export function goneLines(
  { people, whole: said, goneAnswers }: CompareInput,
  groups: readonly string[],
  { taken, asked, households }: Matching,
): { whole: boolean; gone: ComparedLine[] } {
  const covered = (person: StoredPerson): boolean => {
    const group = households.get(person.household)?.group ?? ''
    return person.state === 'living' && (groups.length === 0 || groups.includes(group))
  }
  const there = people.filter(covered)
  const found = there.filter(({ id }) => taken.has(id) || asked.has(id))
  const whole = said ?? found.length >= there.length * mostOfThem
  const missing = whole ? there.filter(({ id }) => !taken.has(id) && !asked.has(id)) : []
  return { whole, gone: missing.map((person) => goneLine(person, goneAnswers.get(person.id) ?? 'keep')) }
}

function goneLine({ id, household }: StoredPerson, answer: LineAnswer): ComparedLine {
  const step: PersonStep | null =
    answer === 'died' || answer === 'movedOut' ? { do: 'end', id, why: answer } : null
  return {
    row: null,
    person: id,
    kind: 'gone',
    question: null,
    other: null,
    answer,
    choices,
    household,
    step,
  }
}

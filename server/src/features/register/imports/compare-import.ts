import {
  bulkText,
  type Compared,
  type ComparedLine,
  compareRegister,
  type QuestionCode,
  questionCodes,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { householdsOfRegister, type PersonDoc, peopleOfRegister } from '../../residents'
import { generationOf } from '../busy'
import type { ImportCounts, ImportDoc, LineDoc } from '../register.model'
import { placesOf, storedHousehold, storedPerson } from '../stored'
import { blankLine, fileLine, lineIds } from './lines'

/** What an import comes to against the register as it is now. */
export interface Comparison {
  lines: LineDoc[]
  found: Pick<ImportDoc, 'generation' | 'whole' | 'groups' | 'counts' | 'questions' | 'steps'>
}

/** Compares staged rows with the register; what the clerk has said stays said. */
export async function compareWithRegister(
  { db }: Pick<Deps, 'db'>,
  { _id, region, kind, saidWhole }: Pick<ImportDoc, '_id' | 'region' | 'kind' | 'saidWhole'>,
  staged: readonly LineDoc[],
): Promise<Comparison> {
  // Read first: what changes meanwhile is seen as a change.
  const generation = await generationOf(db, region)
  const [people, households, places] = await Promise.all([
    kind === 'residence' ? peopleOfRegister(db, region) : [],
    householdsOfRegister(db, region, kind),
    placesOf(db, region),
  ])
  const rows = staged.filter(({ facts }) => facts !== null)
  const compared = compareRegister({
    importId: _id,
    region,
    kind,
    lines: rows.flatMap(({ facts, said }) => (facts ? [fileLine(facts, said, true)] : [])),
    people: people.map(storedPerson),
    households: households.map((one) => storedHousehold(places, one)),
    whole: saidWhole,
    goneAnswers: new Map(
      staged.flatMap(({ facts, person, said }) => (facts === null && person && said ? [[person, said]] : [])),
    ),
  })
  const lines = linesOf(_id, staged, compared, new Map(people.map((person) => [person._id, person])))
  return { lines, found: { generation, ...summaryOf(kind, compared, lines) } }
}

function linesOf(
  importId: string,
  staged: readonly LineDoc[],
  { lines, households }: Compared,
  people: ReadonlyMap<string, PersonDoc>,
): LineDoc[] {
  const before = new Map(staged.map((line) => [line._id, line]))
  const persons = lines.map((line): LineDoc => {
    const id = line.row === null ? lineIds.gone(importId, line.person ?? '') : lineIds.row(importId, line.row)
    const known = before.get(id) ?? blankLine(id, importId, 'person', line.row ?? 0)
    return { ...known, ...fieldsOf(line), oldPhone: oldPhone(line, people) }
  })
  const ofHouseholds = households.flatMap(({ id, kind, row, now, was, into }): LineDoc[] =>
    kind === 'same'
      ? []
      : [
          {
            ...blankLine(lineIds.household(importId, id), importId, 'household', row),
            kind,
            now,
            was,
            into,
            household: id,
          },
        ],
  )
  return [...ofHouseholds, ...persons]
}

const fieldsOf = ({ person, kind, question, other, answer, choices, household, step }: ComparedLine) => ({
  ...{ person, kind, question, other, answer, choices, household, step },
})

const oldPhone = ({ step }: ComparedLine, people: ReadonlyMap<string, PersonDoc>): string | null =>
  step?.do === 'update' && step.set.phone ? (people.get(step.id)?.phoneSealed ?? null) : null

function summaryOf(
  kind: ImportDoc['kind'],
  { whole, groups, households }: Compared,
  lines: readonly LineDoc[],
) {
  const persons = lines.filter(({ of }) => of === 'person')
  const ofHouseholds = lines.filter(({ of }) => of === 'household')
  const shown = kind === 'residence' ? persons : ofHouseholds
  const count = (all: readonly LineDoc[], what: LineDoc['kind']) =>
    all.filter((line) => line.kind === what).length
  const waiting = persons.filter(({ question }) => question !== null)
  const isOpen = ({ answer }: LineDoc) => answer === null
  const counts: ImportCounts = {
    rows: persons.filter(({ facts }) => facts !== null).length,
    new: count(shown, 'new'),
    changed: count(shown, 'changed') + (kind === 'residence' ? count(ofHouseholds, 'changed') : 0),
    same:
      kind === 'residence' ? count(persons, 'same') : households.filter((one) => one.kind === 'same').length,
    question: waiting.length,
    open: waiting.filter(isOpen).length,
    gone: count(persons, 'gone'),
    problem: persons.filter(({ problem }) => problem).length,
    newHouseholds: count(ofHouseholds, 'new'),
    changedHouseholds: count(ofHouseholds, 'changed'),
  }
  const questions = questionCodes.flatMap((code) => {
    const asked = waiting.filter(({ question }) => question === code)
    return asked.length > 0 ? [{ code, count: asked.length, open: asked.filter(isOpen).length }] : []
  })
  const steps = ofHouseholds.length + persons.filter(({ step }) => step !== null).length
  return { whole, groups, counts, questions, steps }
}

export const questionsView = (questions: ImportDoc['questions']) =>
  questions.map(({ code, count, open }) => ({ code, text: bulkText[code as QuestionCode], count, open }))

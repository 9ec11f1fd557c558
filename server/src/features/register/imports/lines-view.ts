import {
  type Api,
  answerText,
  type ImportLine,
  type LineFacts,
  maskPhone,
  type PersonFacts,
  questionText,
  registerLabels,
  type StoredHousehold,
  sexText,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type HouseholdDoc, householdsById, openPhone, type PersonDoc, personsOf } from '../../residents'
import { pageFrom } from '../pages'
import { type ImportDoc, type LineDoc, registerModels } from '../register.model'
import { lineIds } from './lines'

type Query = Api['GET /api/regions/:code/register/imports/:id/lines']['query']
type Lines = Api['GET /api/regions/:code/register/imports/:id/lines']['response']

/** Lines of one kind in the order of the file, each with what the register has. */
export async function linesView(
  deps: Deps,
  doc: ImportDoc,
  { kind, cursor, limit = 20 }: Query,
): Promise<Lines> {
  const { RegisterLine } = registerModels(deps.db)
  const wanted = kind === 'problem' ? { problem: true } : { kind }
  // New households of a register of people are seen in their people.
  const of = doc.kind === 'residence' && kind === 'new' ? { of: 'person' as const } : {}
  const { skip, next } = pageFrom(cursor, limit)
  const found = await RegisterLine.find({ import: doc._id, ...wanted, ...of })
    .sort({ n: 1, _id: 1 })
    .skip(skip)
    .limit(limit + 1)
    .lean<LineDoc[]>()
  const lines = found.slice(0, limit)
  const beside = await besides(deps, doc, lines)
  return {
    items: lines.map((line) =>
      line.of === 'household' ? householdLine(line) : personLine(deps, line, beside),
    ),
    ...(found.length > limit ? { next } : {}),
  }
}

interface Beside {
  people: ReadonlyMap<string, PersonDoc>
  households: ReadonlyMap<string, HouseholdDoc>
  others: ReadonlyMap<number, LineDoc>
}

async function besides({ db }: Deps, doc: ImportDoc, lines: readonly LineDoc[]): Promise<Beside> {
  const people = await personsOf(
    db,
    lines.flatMap(({ person }) => person ?? []),
  )
  const homes = [
    ...people.flatMap(({ residence }) => residence?.household ?? []),
    ...lines.flatMap(({ household }) => household ?? []),
  ]
  const others = lines.flatMap(({ other }) => (other === null ? [] : lineIds.row(doc._id, other)))
  const [households, rows] = await Promise.all([
    householdsById(db, homes),
    others.length > 0
      ? registerModels(db)
          .RegisterLine.find({ _id: { $in: others } })
          .lean<LineDoc[]>()
      : [],
  ])
  return {
    people: new Map(people.map((one) => [one._id, one])),
    households: new Map(households.map((one) => [one._id, one])),
    others: new Map(rows.map((one) => [one.n, one])),
  }
}

const shownPhone = ({ config }: Deps, sealed: string | null): string | null => {
  const phone = sealed === null ? null : openPhone(sealed, [config.secrets.fieldKey])
  return phone === null ? null : maskPhone(phone)
}

export const factsOfPerson = (deps: Deps, person: PersonDoc): PersonFacts => ({
  name: person.name,
  relation: person.relation ?? null,
  sex: person.sex ?? null,
  birthYear: person.birthYear ?? null,
  member: person.residence?.member ?? null,
  phone: shownPhone(deps, person.phoneSealed),
})

function storedFacts(deps: Deps, person: PersonDoc | undefined, { households }: Beside): LineFacts | null {
  if (!person) return null
  const home = households.get(person.residence?.household ?? '')
  return {
    ...factsOfPerson(deps, person),
    householdCode: home?.code ?? null,
    head: home?.head ?? null,
    group: home?.groupName ?? null,
  }
}

const rowFacts = (deps: Deps, { facts }: LineDoc): LineFacts | null =>
  facts && {
    name: facts.name,
    relation: facts.relation,
    sex: facts.sex,
    birthYear: facts.birthYear,
    member: facts.member,
    phone: shownPhone(deps, facts.phoneSealed),
    householdCode: facts.code,
    head: facts.head || null,
    group: facts.group || null,
  }

function personLine(deps: Deps, line: LineDoc, beside: Beside): ImportLine {
  const stored = storedFacts(deps, beside.people.get(line.person ?? ''), beside)
  const file = rowFacts(deps, line)
  const twin = line.other === null ? undefined : beside.others.get(line.other)
  const other = twin && rowFacts(deps, twin)
  return {
    id: line._id,
    of: 'person',
    row: line.facts?.row ?? null,
    kind: line.kind,
    file,
    stored,
    other: twin && other ? { row: twin.n, file: other } : null,
    changes: changesOf(line, file, beside),
    question: line.question,
    text: line.question === null ? null : textOf(line, beside, twin),
    choices: line.choices.map((answer) => ({ answer, text: answerText(answer) })),
    answer: line.answer,
    problems: (line.facts?.problems ?? []).map((one) => ({ ...one, label: registerLabels[one.field] })),
  }
}

function textOf(
  { question, facts, person, household }: LineDoc,
  beside: Beside,
  twin: LineDoc | undefined,
): string {
  const someone = beside.people.get(person ?? '')
  const home = beside.households.get(someone?.residence?.household ?? household ?? '')
  if (!question || !facts) return ''
  return questionText(question, {
    ...{ row: facts.row, name: facts.name, code: facts.code, head: facts.head || facts.name },
    other: twin?.facts
      ? { row: twin.n, name: twin.facts.name, code: twin.facts.code, head: twin.facts.head }
      : null,
    stored: home
      ? {
          name: someone?.name ?? home.head,
          code: home.code,
          head: home.head,
          state: someone?.residence?.state ?? 'living',
        }
      : null,
  })
}

type Change = ImportLine['changes'][number]

/** What is replaced by what, in the words of the columns. */
function changesOf({ step, facts }: LineDoc, file: LineFacts | null, { households }: Beside): Change[] {
  if (step?.do !== 'update') return []
  return Object.keys(step.set).map((field): Change => {
    const [was, set] = [step.was[field as keyof typeof step.was], step.set[field as keyof typeof step.set]]
    switch (field) {
      case 'household':
        return {
          field: registerLabels.household,
          before: households.get(String(was))?.code ?? null,
          after: facts?.code ?? households.get(String(set))?.code ?? null,
        }
      case 'phone':
        return {
          field: registerLabels.phone,
          before: was === null ? null : '****',
          after: file?.phone ?? null,
        }
      case 'state':
        return { field: '状态', before: was === 'dead' ? '去世' : '迁出', after: '在册' }
      default:
        return { field: fieldNames[field] ?? field, before: shown(was), after: shown(set) }
    }
  })
}

const fieldNames: Readonly<Record<string, string>> = {
  relation: registerLabels.relation,
  sex: registerLabels.sex,
  birthYear: registerLabels.birth,
  member: registerLabels.member,
}

export function shown(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  return sexText[value as keyof typeof sexText] ?? String(value)
}

const householdFields: readonly [keyof StoredHousehold, string][] = [
  ['head', registerLabels.head],
  ['group', registerLabels.group],
  ['area', registerLabels.area],
  ['line', registerLabels.row],
  ['estate', registerLabels.estate],
  ['building', registerLabels.building],
]

const factsOfHousehold = ({ code, head, group }: StoredHousehold): LineFacts => ({
  ...{ name: head, householdCode: code, head, group },
  ...{ relation: null, sex: null, birthYear: null, member: null, phone: null },
})

function householdLine({ _id, kind, now, was, n }: LineDoc): ImportLine {
  const changed = was && now ? householdFields.filter(([field]) => was[field] !== now[field]) : []
  const ended =
    was && now && was.ended !== now.ended
      ? [{ field: '状态', before: was.ended ? '已并户' : '在册', after: now.ended ? '已并户' : '在册' }]
      : []
  return {
    id: _id,
    of: 'household',
    row: n > 0 ? n : null,
    kind,
    file: now && factsOfHousehold(now),
    stored: was && factsOfHousehold(was),
    other: null,
    changes: [
      ...changed.map(([field, label]) => ({
        field: label,
        before: shown(was?.[field]),
        after: shown(now?.[field]),
      })),
      ...ended,
    ],
    question: null,
    text: null,
    choices: [],
    answer: null,
    problems: [],
  }
}

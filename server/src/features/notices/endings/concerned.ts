import { type LeakKind, personalDataIn } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { LeakedHousehold } from '../../../feature'
import { householdsByCode, residentNamesIn } from '../../residents'
import { type EditionDoc, type EditionRowDoc, type NoticeDoc, noticeModels } from '../notices.model'

interface Passage {
  text: string
  household: string | null
  /** Of a row that belongs to a person: the household that it names. Nobody else there is told of it. */
  home?: string
  /** A number that must not be public stands in it. */
  marked: boolean
}

const passage = (text: string, household: string | null = null): Passage => ({
  text: withoutGaps(text),
  household,
  marked: personalDataIn(text).length > 0,
})

/** 沈　涛 is a name of two characters, and a sign without width hides no name. */
const withoutGaps = (text: string): string => text.normalize('NFKC').replace(/\s|\p{Cf}|\p{Mn}/gu, '')

/**
 * Whose data stand in the editions that were published: the households of the rows, and the residents of the register
 * whose names stand in a text. Marked are those beside whom a number stands that must not be public.
 */
export const concernedIn = async (deps: Deps, notice: NoticeDoc): Promise<LeakedHousehold[]> =>
  concernedAmong(deps, notice.region, await passagesOf(deps, notice._id))

/** The same of texts alone. */
export const concernedByTexts = (
  deps: Deps,
  region: string,
  texts: readonly string[],
): Promise<LeakedHousehold[]> =>
  concernedAmong(
    deps,
    region,
    texts.map((text) => passage(text)),
  )

async function concernedAmong(
  { db }: Deps,
  region: string,
  passages: readonly Passage[],
): Promise<LeakedHousehold[]> {
  const residents = await residentNamesIn(db, region)
  const found = new Map<string, LeakedHousehold>()
  const add = (household: string, how: LeakedHousehold['how'], marked: boolean, home?: string) => {
    const known = found.get(household)
    const both = { how: known?.how ?? how, marked: marked || (known?.marked ?? false) }
    found.set(household, { household, ...both, ...(home === undefined ? {} : { home }) })
  }
  for (const { household, home, marked } of passages)
    if (household !== null) add(household, 'row', marked, home)
  const everything = passages.map(({ text }) => text).join('\n')
  for (const { name, household } of residents) {
    const plain = withoutGaps(name)
    if (plain.length < 2 || !everything.includes(plain)) continue
    const naming = passages.filter(({ text }) => text.includes(plain))
    // A row that names a household speaks of that household; others may stand in it beside.
    if (naming.every((one) => one.household === household || one.home === household)) continue
    add(
      household,
      'named',
      naming.some(({ marked }) => marked),
    )
  }
  return [...found.values()].sort((a, b) => (a.household < b.household ? -1 : 1))
}

async function passagesOf({ db }: Pick<Deps, 'db'>, notice: string): Promise<Passage[]> {
  const { Edition, EditionRow } = noticeModels(db)
  const editions = await Edition.find({ notice, state: { $in: ['published', 'superseded'] } }).lean<
    EditionDoc[]
  >()
  const rows = await EditionRow.find(
    {
      rowset: { $in: editions.flatMap(({ table }) => (table ? [table.rowset, ...(table.sets ?? [])] : [])) },
    },
    { household: 1, home: 1, cells: 1 },
  )
    .batchSize(100_000)
    .lean<Pick<EditionRowDoc, 'household' | 'home' | 'cells'>[]>()
  return [
    ...editions.flatMap(textsOf).map((text) => passage(text)),
    ...rows.map(({ household, home, cells }) => ({
      ...passage(cells.map((cell) => cell ?? '').join(' '), household),
      ...(home ? { home } : {}),
    })),
  ]
}

const textsOf = ({ title, plain, elements, body, table, pictures }: EditionDoc): string[] => [
  title,
  plain,
  ...elements.map(({ text }) => text),
  ...body.split('\n'),
  ...(table ? [table.caption, ...table.columns.map(({ label }) => label)] : []),
  ...pictures.map(({ alt }) => alt),
]

const numbers: readonly LeakKind[] = ['phone', 'idCard', 'bankCard']

/** Who is told: those whom the second person named; else, of numbers, those beside whom one stands; else all. */
export async function toBeTold(
  { db }: Deps,
  { region, ended }: NoticeDoc,
  found: readonly LeakedHousehold[],
): Promise<LeakedHousehold[]> {
  const { kinds = [], households = null } = ended ?? {}
  if (households !== null) {
    const known = await householdsByCode(db, region, households)
    return known.flatMap(({ _id }): LeakedHousehold[] => {
      const here = found.filter(({ household, home }) => household === _id || home === _id)
      return here.length > 0 ? here : [{ household: _id, how: 'named', marked: false }]
    })
  }
  return concernedByKinds(kinds, found)
}

/** Of numbers, those beside whom one stands, where there are such; else all. */
export function concernedByKinds(
  kinds: readonly LeakKind[],
  found: readonly LeakedHousehold[],
): LeakedHousehold[] {
  const marked = found.filter((one) => one.marked)
  return kinds.every((kind) => numbers.includes(kind)) && marked.length > 0 ? marked : [...found]
}

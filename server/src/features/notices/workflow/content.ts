import {
  type DraftContent,
  type FieldProblem,
  type Item,
  isNeverStored,
  type KeyedRow,
  type LedgerPlace,
  partProblems,
  personalDataInWords,
  type WholeContent,
} from '@hutang/shared'
import { AppError } from '../../../errors'
import { statedLedger } from '../ledgers/stated'
import type { EditionDoc } from '../notices.model'
import { type Content, plainColumns } from '../tables/compose'

/** What a request changes of the words; whether the table is sound is looked at apart. */
export function changedWords(
  before: Content,
  { table, ...change }: Partial<DraftContent>,
  item: Pick<Item, 'elements'>,
  place: LedgerPlace | null,
): Content {
  const words = {
    title: change.title ?? before.title,
    plain: change.plain ?? before.plain,
    elements: change.elements ?? before.elements,
    body: change.body ?? before.body,
    ...statedLedger(before, change.ledger),
  }
  const problems = [
    ...elementProblems(words, item),
    ...partProblems(change.ledger ?? null, place),
    ...personalDataInWords({ ...emptyWords, ...change, table: table ?? null }, [], isNeverStored),
  ]
  if (problems.length > 0) throw new AppError('invalidFields', { fields: problems })
  return words
}

function elementProblems({ elements }: Content, item: Pick<Item, 'elements'>): FieldProblem[] {
  return elements.flatMap(({ name }, at) => {
    const field = `content.elements.${at}.name`
    if (!item.elements.includes(name)) return [{ field, message: `这一项没有要素“${name}”。` }]
    const first = elements.findIndex((other) => other.name === name)
    return first < at ? [{ field, message: `要素“${name}”写了两次。` }] : []
  })
}

export const emptyWords: Content = { title: '', plain: '', elements: [], body: '' }

export const wordsOf = ({ title, plain, elements, body, ledger }: Content): Content => ({
  title,
  plain,
  elements: elements.map(({ name, text }) => ({ name, text })),
  body,
  ...(ledger ? { ledger } : {}),
})

/** What the writer wrote, without the rows. */
export const contentOf = (edition: Content & Pick<EditionDoc, 'table'>): DraftContent => ({
  ...wordsOf(edition),
  table: edition.table && { caption: edition.table.caption, columns: plainColumns(edition.table.columns) },
})

/** The same with the rows. */
export function wholeContent(edition: EditionDoc, rows: readonly KeyedRow[]): WholeContent {
  const { table, ...words } = contentOf(edition)
  return { ...words, table: table && { ...table, rows } }
}

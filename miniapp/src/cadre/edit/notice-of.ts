import type { EditionWork, LedgerHelp, LedgerView, NoticeView } from '@hutang/shared/contract'
import type { Viewer } from '@hutang/shared/rules'
import type { FieldProblem } from '../../api/errors'
import type { Content } from '../table/rows'
import { seenTable } from '../table/view'
import { withoutBlocked } from './blocked'
import { namesOf, sentenceOf, sidesIn } from './ledger-fill'

interface Frame {
  work: EditionWork
  blocked: readonly FieldProblem[]
  ledger: LedgerHelp | null
  viewer: Viewer
}

type Shown = Pick<NoticeView, 'title' | 'plain' | 'elements' | 'body' | 'table' | 'pictures' | 'ledger'>

/** Of a long table so many rows are shown; its sums are those of all. */
const mostShown = 60

/** The draft as the reader's own component takes it, by the same rules as on the server. */
export function noticeOf(written: Content, { work, blocked, ledger, viewer }: Frame): Shown {
  const content = withoutBlocked(written, blocked)
  const { title, plain, elements, body } = content
  const table = content.table && seenTable(content.table, work.item, work.region.code, viewer)
  return {
    title: title || '（还没有标题）',
    plain,
    elements: elements.filter(({ text }) => text.trim() !== ''),
    body: body || null,
    table: table && { ...table, rows: table.rows.slice(0, mostShown) },
    pictures: [...work.pictures],
    ledger: ledgerOf(content, ledger),
  }
}

/** Sums as the reader gets them; what stands beside the last period comes with publication. */
function ledgerOf(content: Content, help: LedgerHelp | null): LedgerView | null {
  const part = content.ledger
  const figures = sidesIn(content.table)
  if (!help?.balances || !part || !figures) return null
  const { period, body } = namesOf(help, part)
  return {
    kind: help.kind,
    name: help.name,
    body: part.body,
    bodyName: body,
    budget: false,
    period: part.period,
    periodName: period,
    opening: part.opening,
    income: figures.income,
    expense: figures.expense,
    closing: part.closing,
    sums: [],
    kinds: [],
    sentence: sentenceOf(help, part, figures),
    last: null,
    differences: [],
  }
}

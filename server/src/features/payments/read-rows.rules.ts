import {
  creditCodeProblem,
  type FieldProblem,
  findHeading,
  gateFields,
  isCreditCode,
  type PaymentFacts,
  type PaymentField,
  parseCell,
  plainCreditCode,
  type Sheet,
  type SheetCell,
  scaleOf,
  unitOfLabel,
  visibleText,
} from '@hutang/shared'
import type { PublishedPolicy } from '../policies'
import { paymentColumns, paymentHeadings } from './columns.rules'
import { paymentProblems } from './facts.rules'
import { paymentId } from './payment-id.rules'

export interface PaymentRow extends PaymentFacts {
  _id: string
  policy: string
  creditCode: string
  batch: string
  name: string
}

export interface ReadPayments {
  columns: { label: string; field: PaymentField | null }[]
  rows: PaymentRow[]
  problems: FieldProblem[]
  /** Rows that are left out. */
  left: number
}

export interface Known {
  policyOf(written: string): PublishedPolicy | null
  /** Of all rows that name none. */
  policy: PublishedPolicy | null
  today: string
}

const longestName = 80
const longestBatch = 20
const longestReason = 200

const textOf = (cell: SheetCell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return 'date' in cell ? cell.date : ''
  return visibleText(String(cell))
}

/** Reads a list of payments. A row in which something is wrong is left out, and each fault is named with its row and column. */
export function readPaymentRows(sheet: Sheet, known: Known): ReadPayments | { problem: string } {
  const heading = findHeading(sheet, paymentHeadings)
  const fields = paymentColumns(heading.labels)
  if (!fields.includes('creditCode')) return { problem: '没有找到“统一社会信用代码”这一列，请在表头写上。' }
  if (!fields.includes('policy') && known.policy === null)
    return { problem: '表里没有“政策名称”或“文号”这一列，请先选是哪项政策。' }
  const moneyLabel = heading.labels[fields.indexOf('fen')] ?? ''
  const hidden = new Set(sheet.hidden.rows)
  const seen = new Map<string, number>()
  const read: ReadPayments = {
    columns: heading.labels.map((label, at) => ({ label, field: fields[at] ?? null })),
    ...{ rows: [], problems: [], left: 0 },
  }
  for (let at = heading.first; at < heading.end; at++) {
    const cells = sheet.rows[at] ?? []
    if (hidden.has(at) || cells.every((cell) => textOf(cell) === '')) continue
    const value = (field: PaymentField) => textOf(cells[fields.indexOf(field)])
    const reading = new RowReading(at + 1, value, moneyLabel)
    const row = reading.row(known, seen)
    read.problems.push(
      ...reading.problems.map((one) => ({
        ...one,
        column: heading.labels[fields.indexOf(one.field as PaymentField)] ?? '',
      })),
    )
    if (row) read.rows.push(row)
    else read.left += 1
  }
  return read
}

/** One row with what is wrong in it. */
class RowReading {
  readonly problems: FieldProblem[] = []

  constructor(
    private readonly no: number,
    private readonly value: (field: PaymentField) => string,
    private readonly moneyLabel: string,
  ) {}

  private say(field: string, message: string): void {
    this.problems.push({ field, row: this.no, message: `第${this.no}行：${message}` })
  }

  row(known: Known, seen: Map<string, number>): PaymentRow | null {
    const policy = this.policy(known)
    const creditCode = this.code()
    const facts = this.facts()
    for (const { field, message } of paymentProblems(facts, known.today)) this.say(field, message)
    const name = this.text('name', '名称', longestName)
    const reason = this.text('reason', '未通过原因', longestReason)
    const batch = this.batch(facts)
    if (policy === null || creditCode === null || this.problems.length > 0) return null
    const _id = paymentId(policy._id, creditCode, batch)
    const before = seen.get(_id)
    if (before !== undefined) {
      this.say('creditCode', `和第${before}行是同一家、同一项、同一批，只留前面那一行。`)
      return null
    }
    seen.set(_id, this.no)
    return { _id, policy: policy._id, creditCode, batch, name, ...facts, reason: reason || null }
  }

  private policy({ policyOf, policy }: Known): PublishedPolicy | null {
    const written = this.value('policy')
    const found = written === '' ? policy : policyOf(written)
    if (found === null)
      this.say(
        'policy',
        written === ''
          ? '没有写是哪项政策。'
          : `没有找到“${written.slice(0, 30)}”这项政策，请写政策名称或文号。`,
      )
    return found
  }

  private code(): string | null {
    const code = plainCreditCode(this.value('creditCode').replace(/^'/, ''))
    if (isCreditCode(code)) return code
    this.say('creditCode', creditCodeProblem(this.value('creditCode')) ?? '统一社会信用代码不对。')
    return null
  }

  private facts(): PaymentFacts {
    return {
      handedInOn: this.day('handedInOn', '申报日期'),
      approvedOn: this.day('approvedOn', '核准日期'),
      refusedOn: this.day('refusedOn', '未通过日期'),
      paidOn: this.day('paidOn', '到账日期'),
      fen: this.fen(),
      reason: this.value('reason') || null,
    }
  }

  private day(field: PaymentField, label: string): string | null {
    const read = parseCell({ key: 'day', label, kind: 'date' }, this.value(field))
    if ('cell' in read) return read.cell === null ? null : String(read.cell)
    this.say(field, read.problem)
    return null
  }

  private fen(): number | null {
    const shift = scaleOf(unitOfLabel(this.moneyLabel))?.shift ?? 0
    const read = parseCell({ key: 'sum', label: '金额', kind: 'money' }, this.value('fen'), { shift })
    if ('cell' in read) return typeof read.cell === 'number' ? read.cell : null
    this.say('fen', read.problem)
    return null
  }

  private text(field: 'name' | 'reason', title: string, longest: number): string {
    const text = this.value(field)
    if (text.length > longest) this.say(field, `${title}超过${longest}个字了。`)
    for (const { message } of gateFields([{ field, title, text }])) this.say(field, message)
    return text
  }

  /** As it is written; where it is not, the year in which it began. */
  private batch({ handedInOn, approvedOn, refusedOn, paidOn }: PaymentFacts): string {
    const written = this.value('batch').replace(/年度?$/, '')
    if (written.length > longestBatch) this.say('batch', `批次超过${longestBatch}个字了。`)
    for (const { message } of gateFields([{ field: 'batch', title: '批次', text: written }]))
      this.say('batch', message)
    return written || (handedInOn ?? approvedOn ?? refusedOn ?? paidOn ?? '').slice(0, 4)
  }
}

import { parseCell } from '../table-cells'
import { totalWord } from '../total-rows'
import { isCash, isResult, type Role, roleOf } from './account-roles'
import { type AccountLine, money, type Places, toldLabels, toldRows, type Way } from './account-rows'
import { type ColumnAnswer, type SheetQuestion, toNowhere } from './answers'
import { isOpening } from './balance'
import { isBlank, plain, textOf } from './cells'
import type { Heading, Sheet } from './types'

/** A sheet of an accounting program, its debit and credit told as income and spending. */
export interface Accounts {
  sheet: Sheet
  heading: Heading
  /** Where its columns go unless the clerk says otherwise. */
  columns: Record<number, ColumnAnswer>
  /** Rows of the sheet that are none: the money's own side of each voucher, and what moved no money. */
  without: ReadonlySet<number>
  question: SheetQuestion
  balances: { opening: number | null; closing: number | null }
}

function placesOf({ labels }: Heading): { places: Places; noise: number[] } {
  const places: Places = {}
  const noise: number[] = []
  for (const [at, label] of labels.entries()) {
    const role = label === '' ? null : roleOf(label)
    if (role === null) continue
    // 总账科目 and 明细科目: the finer one says the kind.
    if (role === 'account' && places.account !== undefined) noise.push(places.account)
    if (role === 'noise' || (role !== 'account' && places[role] !== undefined)) noise.push(at)
    else places[role] = at
  }
  return { places, noise }
}

const isAccounts = (places: Places): boolean =>
  places.summary !== undefined &&
  ((places.debit !== undefined && places.credit !== undefined) ||
    (places.direction !== undefined &&
      places.amount !== undefined &&
      (places.account !== undefined || places.code !== undefined)))

const question = (way: Way, answer: string | undefined): SheetQuestion => ({
  id: 'accounts',
  text: '这张表是会计软件里导出来的，有借方、贷方。',
  choices: [
    { value: 'cash', label: '借方是收入，贷方是支出', detail: '现金、银行存款的明细账、日记账' },
    { value: 'mirror', label: '贷方是收入，借方是支出', detail: '凭证、序时账，收入和费用的明细账' },
    { value: 'keep', label: '照原样，不换' },
  ],
  chosen: answer ?? way,
})

/** Reads an export of an accounting program; null where the sheet is none. */
export function accountsIn(sheet: Sheet, heading: Heading, answer: string | undefined): Accounts | null {
  const { places, noise } = placesOf(heading)
  if (heading.rows === null || !isAccounts(places)) return null
  const lines = linesOf(sheet, heading, places)
  const way = wayOf(heading, places, lines)
  const asked = question(way, answer)
  if (asked.chosen === 'keep')
    return {
      sheet,
      heading,
      columns: {},
      without: new Set(),
      question: asked,
      balances: { opening: null, closing: null },
    }
  const chosen: Way = asked.chosen === 'mirror' ? 'mirror' : 'cash'
  const without = chosen === 'mirror' ? notShown(places, lines) : new Set<number>()
  return {
    sheet: { ...sheet, rows: toldRows(sheet, heading, places, lines, chosen) },
    heading: { ...heading, labels: toldLabels(heading, places, chosen) },
    columns: Object.fromEntries([...noise, ...goneOf(places)].map((at) => [at, { to: toNowhere }])),
    without,
    question: asked,
    balances: chosen === 'cash' ? balancesOf(sheet, places, lines) : { opening: null, closing: null },
  }
}

/** What is told by other columns, or by none. */
const goneOf = ({ direction, balance, code, year, day, debit, account, other }: Places): number[] => [
  ...(direction === undefined || debit === undefined ? [] : [direction]),
  ...[balance, code, year, day].flatMap((at) => at ?? []),
  // The account itself is the same in every row of its book; the other one says the kind.
  ...(account !== undefined && other !== undefined ? [account] : []),
]

/** The rows below the headings; a voucher's later lines leave out what its first one says. */
function linesOf({ rows }: Sheet, { first, end }: Heading, places: Places): AccountLine[] {
  let voucher = ''
  const lines: AccountLine[] = []
  for (let at = first; at < end; at++) {
    const row = rows[at] ?? []
    if (row.every(isBlank)) continue
    const text = (role: Role) => textOf(row[places[role] ?? -1])
    const total = row.some((cell) => typeof cell === 'string' && totalWord(textOf(cell)) !== null)
    const own = [text('date'), text('month'), text('day'), text('voucher')].join('|')
    if (!total && text('voucher') !== '') voucher = own
    lines.push({
      at,
      total,
      summary: text('summary'),
      voucher,
      account: text('account'),
      code: text('code'),
    })
  }
  return lines
}

/** Whose debit and credit stand there: of money, or of what it was earned with and spent on. */
function wayOf({ title, lines: around }: Heading, places: Places, lines: readonly AccountLine[]): Way {
  if (places.debit === undefined) return 'mirror'
  const rows = lines.filter(({ total }) => !total)
  const accounts = rows.map(({ account, code }) => isCash(account, code))
  if (places.account !== undefined && places.other === undefined && !accounts.every(Boolean)) return 'mirror'
  const said = [title ?? '', ...around.map(({ text }) => text)].join(' ')
  const [, named = ''] = /科目[名称]*[:：]\s*([^\s]+(?:\s+[^\s:：]+)?)/.exec(said) ?? []
  return isResult(named) && !isCash(named, '') ? 'mirror' : 'cash'
}

/**
 * Of each voucher the lines of money itself are left out, and all of those that only moved it (提现) or moved none
 * (计提). A journal without money shows what was earned and spent.
 */
function notShown(places: Places, lines: readonly AccountLine[]): Set<number> {
  const without = new Set<number>()
  const rows = lines.filter(({ total }) => !total)
  for (const { at, total } of lines) if (total) without.add(at)
  const known = places.account !== undefined || places.code !== undefined
  if (!known) return without
  const money = (line: AccountLine) => isCash(line.account, line.code)
  if (!rows.some(money)) {
    for (const { at, account } of rows) if (account !== '' && !isResult(account)) without.add(at)
    return without
  }
  const vouchers = new Map<string, AccountLine[]>()
  for (const line of rows) vouchers.set(line.voucher, [...(vouchers.get(line.voucher) ?? []), line])
  for (const own of vouchers.values()) {
    const moved = own.some(money)
    for (const line of own) if (!moved || money(line)) without.add(line.at)
  }
  return without
}

/** What the book began and ended with, in fen: its own balances, less than nothing where they are in credit. */
function balancesOf({ rows }: Sheet, places: Places, lines: readonly AccountLine[]): Accounts['balances'] {
  const { balance, direction } = places
  if (balance === undefined) return { opening: null, closing: null }
  const valueAt = ({ at }: AccountLine): number | null => {
    const read = parseCell(money, textOf(rows[at]?.[balance]))
    if (!('cell' in read) || typeof read.cell !== 'number') return null
    return /^贷/.test(plain(textOf(rows[at]?.[direction ?? -1]))) ? -read.cell : read.cell
  }
  const begun = lines.find((line) => line.total && isOpening(line.summary))
  const ended = lines.findLast((line) => valueAt(line) !== null)
  return { opening: begun ? (valueAt(begun) ?? 0) : null, closing: ended ? valueAt(ended) : null }
}

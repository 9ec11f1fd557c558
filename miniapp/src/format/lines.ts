import type { Cell, Column, ColumnKind } from '@hutang/shared/contract'
import { bareLabel, totalOf } from '@hutang/shared/rules'
import { cellText, isFigure } from './cell'
import { ledgerOf, signedFigure, spokenAmount } from './ledger'

/** How a table is read as two lines a row: a name and one figure large, the rest small. */
export interface Lines {
  /** What stands at the right: "右边的数是流转费（元）"; empty where it needs no word. */
  figureWord: string
  title(cells: readonly Cell[]): string
  /** `spoken`: with what it is of and its unit. */
  figure(cells: readonly Cell[]): { text: string; incoming: boolean; spoken: string } | null
  note(cells: readonly Cell[]): string
}

/** Null where no column says whose or what a row is. */
export function linesOf(columns: readonly Column[]): Lines | null {
  const ledger = ledgerOf(columns)
  if (ledger) {
    return {
      figureWord: '',
      title: (cells) => cellText(cells[ledger.summary], 'text'),
      figure: (cells) => {
        const fen = ledger.amountOf(cells)
        return fen === null ? null : { text: signedFigure(fen), incoming: fen > 0, spoken: spokenAmount(fen) }
      },
      note: (cells) => noteOf(columns, ledger.rest, cells),
    }
  }
  const named = columns.findIndex(({ kind }) => kind === 'name')
  const worded = columns.findIndex(({ kind }) => kind === 'text')
  const title = named >= 0 ? named : worded
  if (title < 0 || columns.length < 2) return null
  const figure = figureColumn(columns, title)
  const shown = columns[figure]
  const rest = columns.flatMap((_, at) => (at === title || at === figure ? [] : [at]))
  return {
    figureWord: shown ? figureWord(shown, columns[title]) : '',
    title: (cells) => cellText(cells[title], 'text'),
    figure: (cells) => {
      const cell = cells[figure]
      if (!shown || cell === null || cell === undefined || cell === '') return null
      const text = cellText(cell, shown.kind)
      return { text, incoming: false, spoken: spokenCell(shown, text) }
    },
    note: (cells) => noteOf(columns, rest, cells),
  }
}

const units: Partial<Record<ColumnKind, string>> = { money: '元', area: '亩' }

/** "流转费 5,028.00 元" */
export const spokenCell = ({ label, kind }: Pick<Column, 'label' | 'kind'>, text: string): string =>
  [bareLabel(label), text, units[kind] ?? ''].filter(Boolean).join(' ')

const figureWord = (shown: Column, title: Column | undefined): string => {
  if (isFigure(shown.kind)) return `右边的数是${wordOf(shown)}`
  if (shown.kind === 'name' && title?.kind === 'name') return `左边是${title.label}，右边是${shown.label}`
  return `右边是${shown.label}`
}

const wordOf = ({ label, kind }: Column): string => {
  const unit = units[kind]
  return unit && !label.includes(unit) ? `${label}（${unit}）` : label
}

/** The money (of several columns the last that is added), then the area, then what is counted; else the last word. */
function figureColumn(columns: readonly Column[], title: number): number {
  const last = (test: (column: Column) => boolean) =>
    columns.findLastIndex((column, at) => at !== title && test(column))
  const added = (kind: ColumnKind) => last((column) => column.kind === kind && totalOf(column) !== 'none')
  const tries = [
    added('money'),
    last(({ kind }) => kind === 'money'),
    added('area'),
    added('number'),
    added('integer'),
    last(({ kind }) => isFigure(kind)),
    last(({ kind }) => kind === 'text' || kind === 'name'),
  ]
  return tries.find((at) => at >= 0) ?? -1
}

/** A date and a group need no heading; anything else has its own. */
const noteOf = (columns: readonly Column[], places: readonly number[], cells: readonly Cell[]): string =>
  places
    .flatMap((at) => {
      const [column, cell] = [columns[at], cells[at] ?? null]
      if (!column || cell === null || cell === '') return []
      const text = cellText(cell, column.kind)
      const bare = column.kind === 'date' || column.kind === 'group'
      return [
        bare
          ? text
          : `${bareLabel(column.label)} ${text}${units[column.kind] ? ` ${units[column.kind]}` : ''}`,
      ]
    })
    .join(' · ')

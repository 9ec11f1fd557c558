import { mostRows } from '@hutang/shared/rules'
import type { WholeTable } from '../table/rows'
import { blockOfText, textOfBlock } from './block'
import type { GridColumn } from './columns'
import { clearBlock, deleteRows, fillDown, insertRows, putTexts, splitRow, textsIn } from './edits'
import { carried, History } from './history'
import { type Block, blockOf, isOne, nextCell, type Place, stepped } from './place'

export interface Editing {
  text: string
  /** With what stood there before; otherwise what is typed takes its place, and arrows leave the cell. */
  within: boolean
}

export interface SheetView {
  table: WholeTable
  /** The cell that is written to. */
  at: Place
  /** The other corner of what is selected. */
  to: Place
  editing: Editing | null
  canUndo: boolean
  canRedo: boolean
}

export type Change = (old: WholeTable | null) => WholeTable | null

export interface SheetPorts {
  /** Hands on what was done, once it has been painted. */
  change(change: Change): void
  later(run: () => void): void
  columns(table: WholeTable): readonly GridColumn[]
  /** There is no room for more. */
  full(): void
}

/** A table under the keyboard: where one is, what is selected, what is typed. Shows at once, and hands on afterwards. */
export class Sheet {
  #view: SheetView
  /** The table as the draft has it, as far as this sheet knows. */
  #known: WholeTable
  #history = new History()
  /** The column from which Tab began: Enter returns to it. */
  #home: number | undefined
  #waiting = false
  readonly #listeners = new Set<() => void>()
  constructor(
    table: WholeTable,
    private readonly ports: SheetPorts,
  ) {
    this.#known = table
    const start = { row: 0, col: 0 }
    this.#view = { table, at: start, to: start, editing: null, canUndo: false, canRedo: false }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  readonly get = (): SheetView => this.#view

  get block(): Block {
    return blockOf(this.#view.at, this.#view.to)
  }
  get columns(): readonly GridColumn[] {
    return this.ports.columns(this.#view.table)
  }
  /** One more row than there are, to be written into. */
  get rows(): number {
    return Math.min(this.#view.table.rows.length + 1, mostRows)
  }

  /** The draft's table, which others may have written to. */
  receive(table: WholeTable): void {
    if (table === this.#known) return
    this.#known = table
    if (!this.#waiting) this.#set({ table })
  }

  goTo(at: Place, to: Place = at): void {
    if (this.#view.editing) this.commit()
    this.#home = undefined
    const [rows, cols] = [this.rows, this.columns.length]
    this.#set({ at: stepped(at, 0, 0, rows, cols), to: stepped(to, 0, 0, rows, cols) })
  }

  move(down: number, right: number, extend: boolean): void {
    const { at, to } = this.#view
    const from = extend ? to : at
    const next = stepped(from, down, right, this.rows, this.columns.length)
    this.goTo(extend ? at : next, next)
  }

  tab(step: 1 | -1): void {
    const home = this.#home ?? this.#view.at.col
    this.goTo(nextCell(this.#view.at, step, this.rows, this.columns.length))
    this.#home = home
  }

  enter(step: 1 | -1): void {
    const { row, col } = this.#view.at
    this.goTo({ row: row + step, col: this.#home ?? col })
  }

  edit(text?: string): void {
    const { table, at } = this.#view
    const row = table.rows[at.row]
    const before = row ? (this.columns[at.col]?.text(row) ?? '') : ''
    this.#set({ editing: { text: text ?? before, within: text === undefined }, to: at })
  }

  type(text: string): void {
    const within = this.#view.editing?.within ?? false
    this.#set({ editing: { text, within } })
  }

  cancel(): void {
    this.#set({ editing: null })
  }

  /** Takes what was typed into the table. */
  commit(): void {
    const { editing, table, at } = this.#view
    if (!editing) return
    this.#set({ editing: null })
    const row = table.rows[at.row]
    const before = row ? (this.columns[at.col]?.text(row) ?? '') : ''
    if (editing.text.trim() !== before) this.put(at, [[editing.text]])
  }

  put(at: Place, texts: readonly (readonly string[])[]): void {
    this.#do((table) => putTexts(table, this.columns, at, texts))
  }

  paste(text: string): void {
    const lines = blockOfText(text)
    const { block } = this
    const [line] = lines
    if (!line) return
    const one = lines.length === 1 && line.length === 1
    const texts =
      one && !isOne(block)
        ? Array.from({ length: block.bottom - block.top + 1 }, () =>
            Array.from({ length: block.right - block.left + 1 }, () => line[0] ?? ''),
          )
        : lines
    const at = { row: block.top, col: block.left }
    if (at.row + texts.length > mostRows) this.ports.full()
    this.put(at, texts)
    const width = Math.max(...texts.map(({ length }) => length))
    const to = stepped(at, texts.length - 1, width - 1, this.rows, this.columns.length)
    this.#set({ at, to })
  }

  copied(): string {
    return textOfBlock(textsIn(this.#view.table, this.columns, this.block))
  }

  clear(): void {
    this.#do((table) => clearBlock(table, this.columns, this.block))
  }

  fill(): void {
    this.#do((table) => fillDown(table, this.columns, this.block))
  }

  insert(): void {
    const { top, bottom } = this.block
    if (this.#view.table.rows.length >= mostRows) this.ports.full()
    this.#do((table) => insertRows(table, Math.min(top, table.rows.length), bottom - top + 1))
  }

  append(): void {
    this.#do((table) => insertRows(table, table.rows.length, 1))
    this.goTo({ row: this.#view.table.rows.length - 1, col: 0 })
  }

  remove(): void {
    const { top, bottom } = this.block
    this.#do((table) => deleteRows(table, top, bottom))
    this.goTo({ row: top, col: this.#view.at.col })
  }

  /** Takes a way out of a problem at this cell. */
  mend(at: Place, texts: readonly string[]): void {
    const column = this.columns[at.col]
    if (texts.length > 1 && column) this.#do((table) => splitRow(table, column, at.row, texts))
    else this.put(at, [texts])
    this.goTo(at)
  }

  undo(): void {
    this.cancel()
    this.#take(this.#history.undo(this.#view.table))
  }

  redo(): void {
    this.#take(this.#history.redo(this.#view.table))
  }

  /** Hands on at once what has not been handed on yet. */
  settle(): void {
    this.commit()
    if (this.#waiting) this.#hand()
  }

  #do(change: (table: WholeTable) => WholeTable): void {
    const before = this.#view.table
    const after = change(before)
    if (after === before) return
    this.#history.did(before, after)
    this.#take(after)
  }

  #take(table: WholeTable): void {
    if (table === this.#view.table) return
    this.#set({ table })
    if (this.#waiting) return
    this.#waiting = true
    this.ports.later(() => this.#waiting && this.#hand())
  }

  #hand(): void {
    this.#waiting = false
    const [from, to] = [this.#known, this.#view.table]
    this.ports.change((old) => {
      const next = old ? carried(from, to, old) : old
      if (next) this.#known = next
      return next
    })
    if (this.#known !== this.#view.table) this.#set({ table: this.#known })
  }

  #set(change: Partial<SheetView>): void {
    const { canUndo, canRedo } = this.#history
    this.#view = { ...this.#view, ...change, canUndo, canRedo }
    for (const listener of this.#listeners) listener()
  }
}

import { changesBetween, type WholeTable, withChanges } from '../table/rows'
import { same } from '../table/same'

interface Step {
  before: WholeTable
  after: WholeTable
}

const most = 200

/** What was done to a table, to be taken back and done again; what others wrote meanwhile stays. */
export class History {
  #done: Step[] = []
  #undone: Step[] = []

  get canUndo(): boolean {
    return this.#done.length > 0
  }
  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  did(before: WholeTable, after: WholeTable): void {
    this.#done = [...this.#done.slice(1 - most), { before, after }]
    this.#undone = []
  }

  undo(now: WholeTable): WholeTable {
    const step = this.#done.pop()
    if (!step) return now
    this.#undone.push(step)
    return carried(step.after, step.before, now)
  }

  redo(now: WholeTable): WholeTable {
    const step = this.#undone.pop()
    if (!step) return now
    this.#done.push(step)
    return carried(step.before, step.after, now)
  }
}

/** What leads from one table to the other, done to a third; other columns are not put back. */
export function carried(from: WholeTable, to: WholeTable, now: WholeTable): WholeTable {
  if (now === from) return to
  if (!same(now.columns, to.columns)) return now
  return { ...now, rows: withChanges(now.rows, changesBetween(from.rows, to.rows)) }
}

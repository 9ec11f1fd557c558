/** What a path has ever held, so that a planner knows where plain predicates are exact. */
export const HELD_OBJECT = 1
export const HELD_ARRAY = 2
/** Numbers and other values whose form in SQL compares for equality only. */
export const HELD_ODD = 4
export const HELD_ANYTHING = HELD_OBJECT | HELD_ARRAY | HELD_ODD

export class Shapes {
  readonly held = new Map<string, number>()
  changed = false
  /** Too many different paths to follow (documents keyed by data): every path counts as anything. */
  overflow = false
  /** The paths of indexes: followed even then. */
  watched = new Set<string>()
  #noted: [string, number | undefined][] = []

  /** From here on, what is noted can be undone: a refused document must leave no trace. */
  begin(): void {
    this.#noted = []
  }

  undo(): void {
    for (const [path, before] of this.#noted.reverse()) {
      if (before === undefined) this.held.delete(path)
      else this.held.set(path, before)
    }
    this.#noted = []
    this.changed = false
  }

  note(path: string, bit: number): void {
    const before = this.held.get(path) ?? 0
    if ((before & bit) !== 0 || (this.overflow && !this.watched.has(path))) return
    if (this.held.size >= 2000 && !this.watched.has(path)) this.overflow = true
    else {
      this.#noted.push([path, this.held.get(path)])
      this.held.set(path, before | bit)
    }
    this.changed = true
  }

  at(path: string): number {
    if (this.overflow && !this.watched.has(path)) return HELD_ANYTHING
    return this.held.get(path) ?? 0
  }
}

/** So many at a time: while the database writes for one page, the worker is at work on another. */
const most = 2

/** Works through pages with what it is given, and leaves nothing under way, whatever fails. */
export async function abreast(work: (pages: Abreast) => Promise<void>): Promise<void> {
  const pages = new Abreast()
  try {
    await work(pages)
  } finally {
    await pages.end()
  }
}

/**
 * Pages of work side by side, as long as they have no person in common: what is told one person goes in its order. What
 * fails is thrown by the next call.
 */
export class Abreast {
  #running = new Map<Promise<void>, ReadonlySet<string>>()
  #failed: { error: unknown } | null = null

  /** Waits for its turn, not for the work. */
  async begin(persons: readonly string[], work: () => Promise<unknown>): Promise<void> {
    const own = new Set(persons)
    while (this.#running.size >= most || this.#sharesWith(own)) await Promise.race(this.#running.keys())
    this.#throwFailed()
    const running = work().then(
      () => void this.#running.delete(running),
      (error: unknown) => {
        this.#running.delete(running)
        this.#failed ??= { error }
      },
    )
    this.#running.set(running, own)
  }

  /** Waits for all that has begun. */
  async end(): Promise<void> {
    await Promise.all(this.#running.keys())
    this.#throwFailed()
  }

  #sharesWith(own: ReadonlySet<string>): boolean {
    return [...this.#running.values()].some((persons) => [...own].some((person) => persons.has(person)))
  }

  #throwFailed(): void {
    const failed = this.#failed
    this.#failed = null
    if (failed) throw failed.error
  }
}

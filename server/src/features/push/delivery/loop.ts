import type { Log } from '../../../log'

const pollMs = 1000

/** Work that is looked for once a second, and at once where it is known of; never twice side by side. */
export class Loop {
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #again = false

  constructor(
    private readonly log: Log,
    private readonly failure: string,
    private readonly work: () => Promise<void>,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => this.#poll(), pollMs)
    this.#poll()
  }

  wake(): void {
    if (this.#timer) this.#poll()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    await this.#running
  }

  #poll(): void {
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#safely().finally(() => {
      this.#running = null
      if (this.#again && this.#timer) {
        this.#again = false
        this.#poll()
      }
    })
  }

  async #safely(): Promise<void> {
    try {
      await this.work()
    } catch (error) {
      this.log.error({ err: error }, this.failure)
    }
  }
}

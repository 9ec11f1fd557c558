/** When it is time to look for what has expired; MongoDB's "TTL monitor". */
export class ExpiryMonitor {
  readonly #look: () => void
  readonly #sleepSeconds: number
  #timer: NodeJS.Timeout | undefined

  constructor(sleepSeconds: number, look: () => void) {
    this.#sleepSeconds = sleepSeconds
    this.#look = look
  }

  /** Looks at once, and then again and again. */
  start(): void {
    this.#look()
    this.#timer = setInterval(this.#look, this.#sleepSeconds * 1000)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

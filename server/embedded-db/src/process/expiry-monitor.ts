/** When it is time to look for what has expired; MongoDB's "TTL monitor". */
export class ExpiryMonitor {
  enabled = true
  readonly #look: (remove: boolean) => void
  #sleepSeconds: number
  #timer: NodeJS.Timeout | undefined

  constructor(sleepSeconds: number, look: (remove: boolean) => void) {
    this.#sleepSeconds = sleepSeconds
    this.#look = look
  }

  /** Looks at once, and then again and again. */
  start(): void {
    this.#look(this.enabled)
    this.#sleep()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  get sleepSeconds(): number {
    return this.#sleepSeconds
  }

  set sleepSeconds(seconds: number) {
    this.#sleepSeconds = seconds
    if (this.#timer === undefined) return
    this.stop()
    this.#sleep()
  }

  #sleep(): void {
    this.#timer = setInterval(() => this.#look(this.enabled), this.#sleepSeconds * 1000)
  }
}

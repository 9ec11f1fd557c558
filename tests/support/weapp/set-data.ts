/** Longer, the vendor's library leaves it unsent and says so on the console. */
const most = 1024 * 1024
/** From here a phone of the village hangs; the vendor's own audit warns at 256 kB. */
const heavyFrom = 64 * 1024

export interface SetDataCall {
  route: string
  /** UTF-8 of the JSON. */
  bytes: number
  /** What was set, such as `root.cn.[0].v`. */
  paths: string[]
}

export interface Measured {
  bytes: number
  calls: number
  /** Bytes of the largest call. */
  largest: number
}

/**
 * Counts what setData sends from the logic layer to the view.
 * https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html
 */
export class SetDataMeter {
  readonly heavy: SetDataCall[] = []
  readonly #note: (error: string) => void
  #sent: Measured = { bytes: 0, calls: 0, largest: 0 }

  constructor(note: (error: string) => void) {
    this.#note = note
  }

  /** All bytes so far. */
  get sent(): number {
    return this.#sent.bytes
  }

  /** The changes as the view receives them; undefined where they are too large to be sent. */
  take(route: string, changes: Record<string, unknown>): Record<string, unknown> | undefined {
    for (const [path, value] of Object.entries(changes)) {
      // It would not be sent, and the view keep what it had.
      if (value === undefined) this.#note(`${route}: setData sets ${path} to undefined`)
    }
    const json = JSON.stringify(changes)
    const bytes = Buffer.byteLength(json)
    const { bytes: before, calls, largest } = this.#sent
    this.#sent = { bytes: before + bytes, calls: calls + 1, largest: Math.max(largest, bytes) }
    if (bytes > heavyFrom) this.heavy.push({ route, bytes, paths: Object.keys(changes) })
    if (bytes <= most) return JSON.parse(json)
    this.#note(`${route}: setData 数据传输长度为 ${bytes} 已经超过最大长度 ${most}`)
    return undefined
  }

  /** What is sent while this runs. */
  async during(run: () => Promise<unknown>): Promise<Measured> {
    const before = this.#sent
    this.#sent = { bytes: 0, calls: 0, largest: 0 }
    await run()
    const { bytes, calls, largest } = this.#sent
    this.#sent = {
      bytes: before.bytes + bytes,
      calls: before.calls + calls,
      largest: Math.max(before.largest, largest),
    }
    return { bytes, calls, largest }
  }
}

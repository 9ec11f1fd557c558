import type { FactValue } from '@hutang/shared'

/** What is not known has the number 0. */
export const unknownId = 0

/** Values by a number, each once: thousands of enterprises share a village, an industry, a day of founding. */
export class Dictionary {
  readonly values: (FactValue | undefined)[] = [undefined]
  private readonly ids = new Map<string, number>()

  idOf(value: FactValue | undefined): number {
    if (value === undefined) return unknownId
    const key = typeof value === 'string' ? value : JSON.stringify(value)
    const had = this.ids.get(key)
    if (had !== undefined) return had
    const id = this.values.length
    this.values.push(value)
    this.ids.set(key, id)
    return id
  }
}

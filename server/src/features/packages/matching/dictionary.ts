import type { FactValue } from '@hutang/shared'

/** What is not known has the number 0. */
export const unknownId = 0

/** Values by a number, each once: thousands of enterprises share a village, an industry, a day of founding. */
export class Dictionary {
  readonly values: (FactValue | undefined)[] = [undefined]
  /** Of a value that is a list, its parts by their own number; of every other none. */
  readonly parts: (readonly number[] | undefined)[] = [undefined]
  readonly words: string[] = []
  private readonly wordIds = new Map<string, number>()
  private readonly ids = new Map<string, number>()

  idOf(value: FactValue | undefined): number {
    if (value === undefined) return unknownId
    const key = typeof value === 'string' ? value : JSON.stringify(value)
    const had = this.ids.get(key)
    if (had !== undefined) return had
    const id = this.values.length
    this.values.push(value)
    this.parts.push(typeof value === 'object' ? value.map((word) => this.wordId(word)) : undefined)
    this.ids.set(key, id)
    return id
  }

  private wordId(word: string): number {
    const had = this.wordIds.get(word)
    if (had !== undefined) return had
    this.wordIds.set(word, this.words.length)
    return this.words.push(word) - 1
  }
}

import { Long } from 'bson'
import { asDouble, isInt, kindOf, toNumber } from '../../values/numbers'

const LONG_LIMIT = 2n ** 63n

/** An integer as MongoDB answers it: an int while all operands are and it fits, else a long, else a double. */
export function integer(value: bigint, ints: boolean): unknown {
  const number = Number(value)
  if (ints && isInt(number)) return number
  return value < LONG_LIMIT && value >= -LONG_LIMIT ? Long.fromBigInt(value) : asDouble(number)
}

/** Sums as MongoDB keeps them: integers exactly, doubles with their lost parts. */
export class NumberSum {
  #integers = 0n
  #double = 0
  #lost = 0
  readonly #kinds = new Set<string>()
  #count = 0

  add(value: unknown): void {
    const kind = kindOf(value)
    this.#kinds.add(kind)
    this.#count++
    if (kind === 'double') this.#addDouble(toNumber(value))
    else this.#integers += BigInt(String(value))
  }

  #addDouble(value: number): void {
    const sum = this.#double + value
    // What the rounding of the sum has lost (Knuth's TwoSum).
    const part = sum - this.#double
    this.#lost += this.#double - (sum - part) + (value - part)
    this.#double = sum
  }

  get #total(): number {
    const sum = this.#double + Number(this.#integers)
    return Number.isFinite(sum) ? sum + this.#lost : sum
  }

  result(): unknown {
    return this.#kinds.has('double')
      ? asDouble(this.#total)
      : integer(this.#integers, !this.#kinds.has('long'))
  }

  average(): unknown {
    return this.#count === 0 ? null : asDouble(this.#total / this.#count)
  }
}

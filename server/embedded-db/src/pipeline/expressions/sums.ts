import { Long } from 'bson'
import { addDecimals, type Decimal, decimalOf, divideDecimals, toDecimal128 } from '../../values/decimals'
import { asDouble, isInt, kindOf, toNumber } from '../../values/numbers'

const LONG_LIMIT = 2n ** 63n

/** Sums as MongoDB keeps them: integers exactly, doubles with their lost parts, decimals apart. */
export class NumberSum {
  #integers = 0n
  #double = 0
  #lost = 0
  #all = 0
  #decimal: Decimal | undefined
  #kinds = new Set<string>()
  count = 0

  add(value: unknown): void {
    const kind = kindOf(value)
    this.#kinds.add(kind)
    this.count++
    if (kind === 'decimal') {
      const decimal = decimalOf(value)
      this.#decimal = this.#decimal === undefined ? decimal : addDecimals(this.#decimal, decimal)
    } else if (kind === 'double') this.#addDouble(toNumber(value))
    else this.#integers += BigInt(String(value))
    if (kind !== 'decimal') this.#all += toNumber(value)
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
    if (this.#decimal !== undefined) return toDecimal128(this.#asDecimal())
    if (this.#kinds.has('double')) return asDouble(this.#total)
    const number = Number(this.#integers)
    if (!this.#kinds.has('long') && isInt(number)) return number
    const fits = this.#integers < LONG_LIMIT && this.#integers >= -LONG_LIMIT
    return fits ? Long.fromBigInt(this.#integers) : asDouble(number)
  }

  average(): unknown {
    if (this.count === 0) return null
    if (this.#decimal === undefined) return asDouble(this.#total / this.count)
    const total = decimalOf(toDecimal128(this.#asDecimal()))
    return toDecimal128(divideDecimals(total, { digits: BigInt(this.count), exponent: 0 }))
  }

  /** As the expression `$avg` has it: long integers are doubles to it. */
  roughAverage(): unknown {
    return this.#decimal === undefined && this.#kinds.has('long')
      ? asDouble(this.#all / this.count)
      : this.average()
  }

  #asDecimal(): Decimal {
    const decimal = this.#decimal ?? 0
    const integers = this.#kinds.has('int') || this.#kinds.has('long')
    const whole = integers ? addDecimals(decimal, { digits: this.#integers, exponent: 0 }) : decimal
    if (!this.#kinds.has('double')) return whole
    if (!Number.isFinite(this.#double)) return addDecimals(whole, this.#double)
    return addDecimals(
      addDecimals(whole, decimalOf(asDouble(this.#double), 34)),
      decimalOf(asDouble(this.#lost), 34),
    )
  }
}

import {
  type EnterpriseProfile,
  type FactValue,
  type PolicyField,
  policyField,
  policyFields,
  qualificationWords,
} from '@hutang/shared'
import { type Bits, bitsFor, rowsFor, setBit } from './bits'
import { unknownNumbers } from './columns'
import { Dictionary } from './dictionary'

const isText = ({ kind }: PolicyField): boolean => kind === 'choice' || kind === 'code' || kind === 'date'

const timeless = policyFields('enterprise').filter(({ perYear }) => perYear === null)
const yearly = policyFields('enterprise').filter(({ perYear }) => perYear !== null)

/** Of a set of choices as many as a word has bits. */
const mostInSet = 32

/** Qualifications with their validity, those of one enterprise after those of another. */
interface Held {
  /** Where those of each enterprise begin. */
  starts: Int32Array
  kinds: number[]
  from: number[]
  to: number[]
  known: Bits
}

/** What profiles say, in columns: what follows from it on a day is made when it is asked for. */
export class RawColumns {
  readonly numbers = new Map<string, Float64Array>()
  readonly yesNo = new Map<string, { yes: Bits; no: Bits }>()
  readonly coded = new Map<string, { ids: Int32Array; dictionary: Dictionary }>()
  /** What was stated of qualifications without validity. */
  readonly statedSets = new Map<number, FactValue>()
  /** Figures by `year field`. */
  readonly figures = new Map<string, Float64Array>()
  readonly sizeOverride: Int32Array
  readonly mainIndustry: Int32Array
  readonly words = new Dictionary()
  readonly held: Held
  readonly bitOf = new Map<string, number>(Object.keys(qualificationWords).map((kind, at) => [kind, at]))
  readonly received = new Map<string, { row: number; on: string }[]>()
  private row = 0

  constructor(readonly count: number) {
    this.sizeOverride = new Int32Array(count)
    this.mainIndustry = new Int32Array(count)
    this.held = { starts: new Int32Array(count + 1), kinds: [], from: [], to: [], known: bitsFor(count) }
  }

  add(profile: EnterpriseProfile): void {
    const { kind, region, industries, foundedOn, others, sizeOverride } = profile
    for (const field of timeless) {
      const value = others[field.name]
      if (value !== undefined && value !== null) this.state(field, value)
    }
    if (kind) this.stateNamed('kind', kind)
    if (region) this.stateNamed('region', region)
    if (industries && industries.length > 0) this.stateNamed('industry', industries)
    if (foundedOn) this.stateNamed('foundedOn', foundedOn)
    this.sizeOverride[this.row] = this.words.idOf(sizeOverride ?? undefined)
    this.mainIndustry[this.row] = this.words.idOf(industries?.[0])
    this.addYears(profile)
    this.addHeld(profile)
    for (const { policy, on } of profile.received ?? []) {
      const had = this.received.get(policy) ?? []
      had.push({ row: this.row, on })
      this.received.set(policy, had)
    }
    this.row += 1
  }

  private stateNamed(name: string, value: FactValue): void {
    const field = policyField('enterprise', name)
    if (field) this.state(field, value)
  }

  /** A value that is none for its field leaves every condition on it unknown, as if it were not there. */
  private state(field: PolicyField, value: FactValue): void {
    const { name, kind } = field
    if (kind === 'yesNo') {
      if (typeof value === 'boolean') setBit(this.yesNoOf(name)[value ? 'yes' : 'no'], this.row)
    } else if (isText(field)) {
      const column = this.codedOf(name)
      column.ids[this.row] = column.dictionary.idOf(
        typeof value === 'object' || typeof value === 'string' ? value : undefined,
      )
    } else if (kind === 'set') {
      if (typeof value === 'object' || typeof value === 'string') this.statedSets.set(this.row, value)
    } else if (typeof value === 'number')
      made(this.numbers, name, () => unknownNumbers(this.count))[this.row] = value
  }

  private yesNoOf(name: string) {
    return made(this.yesNo, name, () => ({ yes: bitsFor(this.count), no: bitsFor(this.count) }))
  }

  private codedOf(name: string) {
    return made(this.coded, name, () => ({
      ids: new Int32Array(rowsFor(this.count)),
      dictionary: new Dictionary(),
    }))
  }

  private addYears({ years }: EnterpriseProfile): void {
    for (const [at, of] of years.entries()) {
      // Of two entries for one year the first counts.
      if (years.findIndex(({ year }) => year === of.year) < at) continue
      const { staff, revenueFen, assetsFen } = of
      const own: Record<string, unknown> = { staff, revenueFen, assetsFen }
      for (const { name } of yearly) {
        const value = name in own ? own[name] : of.others[name]
        if (typeof value === 'number')
          made(this.figures, `${of.year} ${name}`, () => unknownNumbers(this.count))[this.row] = value
      }
    }
  }

  private addHeld({ qualifications }: EnterpriseProfile): void {
    const { starts, kinds, from, to, known } = this.held
    if (qualifications) setBit(known, this.row)
    for (const one of qualifications ?? []) {
      kinds.push(this.bitFor(one.kind))
      from.push(this.words.idOf(one.from ?? undefined))
      to.push(this.words.idOf(one.to ?? undefined))
    }
    starts[this.row + 1] = kinds.length
  }

  /** The bit of a qualification, also of one that the registry does not name. */
  bitFor(kind: string): number {
    const bit = made(this.bitOf, kind, () => this.bitOf.size)
    if (bit >= mostInSet) throw new RangeError(`more than ${mostInSet} qualifications: ${kind}`)
    return bit
  }
}

function made<K, T>(all: Map<K, T>, key: K, make: () => T): T {
  const had = all.get(key)
  if (had !== undefined) return had
  const value = make()
  all.set(key, value)
  return value
}

import {
  daysFrom,
  type FactValue,
  isPolicyDate,
  monthsFrom,
  plusDays,
  produceCertificates,
  sizeClasses,
  sizeOf,
} from '@hutang/shared'
import { hasBit, rowsFor, setBit } from './bits'
import { type CodedColumn, type NumberColumn, numberColumn, type SetColumn, unknownNumbers } from './columns'
import { Dictionary } from './dictionary'
import type { RawColumns } from './raw'

type Age = (from: string, day: string) => number | null

const since =
  (age: (from: string, day: string) => number): Age =>
  (from, day) =>
    from <= day ? age(from, day) : null

/** What follows from a day that is stated, as `factsOf` reckons it. */
export const ages: Readonly<Record<string, { from: string; age: Age }>> = {
  ageMonths: { from: 'foundedOn', age: since(monthsFrom) },
  ageDays: { from: 'foundedOn', age: since(daysFrom) },
  certificateMonths: { from: 'certificateIssuedOn', age: since(monthsFrom) },
  leaseYearsLeft: { from: 'leaseEnd', age: (end, day) => monthsFrom(day, plusDays(end, 1)) / 12 },
}

/** Reckoned once for each day that somebody states, not for each enterprise. */
export function ageColumn(
  raw: RawColumns,
  name: string,
  from: CodedColumn | undefined,
  day: string,
): NumberColumn | undefined {
  const age = ages[name]?.age
  const stated = raw.numbers.get(name)
  if (!age || (!from && !stated)) return undefined
  const values = stated ? stated.slice() : unknownNumbers(raw.count)
  if (from) {
    const byId = from.dictionary.values.map((one) => (isPolicyDate(one) ? age(one, day) : null) ?? Number.NaN)
    for (let at = 0; at < raw.count; at += 1) {
      const own = byId[from.ids[at] ?? 0] ?? Number.NaN
      if (!Number.isNaN(own)) values[at] = own
    }
  }
  return numberColumn(values)
}

const textsOf = (value: FactValue): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' ? value : []

/** Which qualifications count on a day, 1 for each that does. */
function valid(raw: RawColumns, day: string): Uint8Array {
  const { kinds, from, to } = raw.held
  const begun = Uint8Array.from(raw.words.values, (one) => +(one === undefined || (one as string) <= day))
  const lasts = Uint8Array.from(raw.words.values, (one) => +(one === undefined || (one as string) >= day))
  const counts = new Uint8Array(kinds.length)
  for (let at = 0; at < counts.length; at += 1)
    counts[at] = (begun[from[at] as number] as number) & (lasts[to[at] as number] as number)
  return counts
}

export function qualificationsOn(raw: RawColumns, day: string): SetColumn {
  const { starts, kinds, known: held } = raw.held
  const masks = new Int32Array(rowsFor(raw.count))
  const known = held.slice()
  for (const [row, value] of raw.statedSets) {
    if (hasBit(held, row)) continue
    setBit(known, row)
    for (const kind of textsOf(value)) masks[row] = (masks[row] ?? 0) | (1 << raw.bitFor(kind))
  }
  const counts = valid(raw, day)
  for (let row = 0; row < raw.count; row += 1) {
    let mask = masks[row] ?? 0
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1)
      if (counts[at] === 1) mask |= 1 << (kinds[at] ?? 0)
    masks[row] = mask
  }
  return { kind: 'set', masks, known, bitOf: raw.bitOf }
}

/** The newest certificate of produce that is valid on a day. */
export function certificatesOn(raw: RawColumns, day: string): CodedColumn {
  const { starts, kinds, from } = raw.held
  const produce = new Set(produceCertificates.flatMap((kind) => raw.bitOf.get(kind) ?? []))
  const stated = raw.coded.get('certificateIssuedOn')
  const dictionary = new Dictionary()
  const ids = new Int32Array(rowsFor(raw.count))
  const counts = valid(raw, day)
  for (let row = 0; row < raw.count; row += 1) {
    let newest = stated?.dictionary.values[stated.ids[row] ?? 0]
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const issued = raw.words.values[from[at] ?? 0]
      if (counts[at] === 0 || typeof issued !== 'string' || !produce.has(kinds[at] ?? -1)) continue
      if (typeof newest !== 'string' || issued > newest) newest = issued
    }
    ids[row] = dictionary.idOf(newest)
  }
  return { kind: 'coded', ids, dictionary }
}

/** The size class by the figures of a year. */
export function sizesOf(raw: RawColumns, year: number): CodedColumn {
  const figure = (name: string) => raw.figures.get(`${year} ${name}`)
  const [staff, revenueFen, assetsFen] = [figure('staff'), figure('revenueFen'), figure('assetsFen')]
  const own = (column: Float64Array | undefined, row: number) => {
    const value = column?.[row]
    return value === undefined || Number.isNaN(value) ? null : value
  }
  const stated = raw.coded.get('size')
  const dictionary = new Dictionary()
  const ids = new Int32Array(rowsFor(raw.count))
  for (let row = 0; row < raw.count; row += 1) {
    const override = raw.words.values[raw.sizeOverride[row] ?? 0]
    const industry = raw.words.values[raw.mainIndustry[row] ?? 0]
    const answer = sizeOf(typeof industry === 'string' ? industry : null, {
      staff: own(staff, row),
      revenueFen: own(revenueFen, row),
      assetsFen: own(assetsFen, row),
    })
    const told = answer.kind === 'sizes' && answer.sizes.length < sizeClasses.length ? answer.sizes : null
    ids[row] = dictionary.idOf(
      override ??
        (told ? (told.length === 1 ? told[0] : told) : stated?.dictionary.values[stated.ids[row] ?? 0]),
    )
  }
  return { kind: 'coded', ids, dictionary }
}

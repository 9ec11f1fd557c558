import { MongoError } from '../../errors'
import { typeName } from '../../values/type-names'

const MINUTE = 60_000
const DAY = 86_400_000

/** How far local time is ahead of UTC, in milliseconds, at an instant. */
export interface Zone {
  name: string
  offsetAt(time: number): number
}

export const UTC: Zone = { name: 'UTC', offsetAt: () => 0 }

const zones = new Map<string, Zone>([
  ['UTC', UTC],
  ['GMT', UTC],
])

/** An offset, or a name of the Olson database. */
export function zoneOf(value: unknown): Zone {
  if (value === undefined) return UTC
  if (typeof value !== 'string')
    throw new MongoError(40517, `timezone must evaluate to a string, found ${typeName(value)}`)
  const known = zones.get(value)
  if (known) return known
  const zone = fixedZone(value) ?? namedZone(value)
  if (!zone) throw new MongoError(40485, `unrecognized time zone identifier: "${value}"`)
  if (zones.size < 1000) zones.set(value, zone)
  return zone
}

export function fixedZone(name: string): Zone | undefined {
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(name)
  if (!match) return undefined
  const [, sign, hours, minutes = '0'] = match
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE * (sign === '-' ? -1 : 1)
  return { name, offsetAt: () => offset }
}

function namedZone(name: string): Zone | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
  if (!spelled(name, format.resolvedOptions().timeZone)) return undefined
  return { name, offsetAt: (time) => offsetIn(format, time) }
}

/** Intl takes a name in any case; the database writes words with a capital, and abbreviations in capitals. */
function spelled(name: string, canonical: string): boolean {
  if (name.toLowerCase() === canonical.toLowerCase()) return name === canonical
  if (!name.includes('/')) return /^[A-Z]/.test(name)
  return name
    .split('/')
    .every(
      (part, i) => /^[A-Z]/.test(part) && (i === 0 ? !/^[A-Z]{4,}/.test(part) : !/^[A-Z]{5,}/.test(part)),
    )
}

function offsetIn(format: Intl.DateTimeFormat, time: number): number {
  const text = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text)
  if (!match) return 0
  const [, sign, hours, minutes, seconds = '0'] = match
  return ((Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1000) * (sign === '-' ? -1 : 1)
}

/** Wall-clock time, as the milliseconds that it would be in UTC. */
export const toLocal = (time: number, zone: Zone) => time + zone.offsetAt(time)

/** Back from it: the first of two instants when a clock was set back, and what it was set on to when it was set on. */
export function fromLocal(local: number, zone: Zone): number {
  const before = zone.offsetAt(local - DAY)
  if (zone.offsetAt(local - before) === before) return local - before
  const after = zone.offsetAt(local + DAY)
  return zone.offsetAt(local - after) === after ? local - after : local - before
}

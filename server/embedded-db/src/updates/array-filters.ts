import { badValue, failedToParse, typeMismatch } from '../errors'
import { matcher, refuseExpressions } from '../query/matching'
import { BINARY, type Comparer } from '../values/comparer'
import { type Doc, isObject } from '../values/values'
import type { Step } from './updates-operators'
import type { Filters } from './updates-paths'

export function parseFilters(spec: unknown, by: Comparer = BINARY): Filters {
  const filters: Filters = new Map()
  if (spec === undefined || spec === null) return filters
  if (!Array.isArray(spec)) throw typeMismatch('arrayFilters must be an array')
  for (const filter of spec) {
    if (!isObject(filter)) throw typeMismatch('arrayFilters entries must be objects')
    const names = new Set(fieldNames(filter))
    const [name] = names
    if (name === undefined || names.size !== 1)
      throw failedToParse('Error parsing array filter: expected a single top-level field name')
    if (filters.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    refuseExpressions(filter)
    const test = matcher(filter, by)
    filters.set(name, (value) => test({ [name]: value }))
  }
  return filters
}

function fieldNames(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && Array.isArray(value)
      ? value.flatMap((entry) => fieldNames(entry as Doc))
      : [key.split('.')[0] ?? ''],
  )
}

export function refuseUnusedFilters(steps: Step[], filters: Filters): void {
  const used = new Set(
    steps
      .flatMap((step) => step.parts.filter((part) => part.startsWith('$[') && part !== '$[]'))
      .map((part) => part.slice(2, -1)),
  )
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`)
  }
  for (const name of used) {
    if (!filters.has(name)) throw badValue(`No array filter found for identifier '${name}'`)
  }
}

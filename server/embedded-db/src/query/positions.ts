import { isNear } from '../geo/near'
import { BINARY, type Comparer } from '../values/comparer'
import { isIndex, valueAt } from '../values/paths'
import { truthy } from '../values/predicates'
import { type Doc, isObject } from '../values/values'
import { elementTest, matcher, singleTest } from './matching'
import { isOperators } from './value-tests'

/** The array position that `$` stands for: the first element that the query's condition on it matches. */
export function matchedPosition(
  filter: Doc,
  doc: Doc,
  arrayPath: string,
  by: Comparer = BINARY,
): number | undefined {
  for (const [key, whole] of Object.entries(filter)) {
    const condition = positive(whole, key !== arrayPath)
    if (key === '$and' && Array.isArray(condition)) {
      for (const entry of condition) {
        const found = matchedPosition(entry as Doc, doc, arrayPath, by)
        if (found !== undefined) return found
      }
    }
    if (key === '$or' && Array.isArray(condition)) {
      const branch = condition.find((entry) => matcher(entry as Doc, by)(doc))
      const found = branch && matchedPosition(branch as Doc, doc, arrayPath, by)
      if (found !== undefined) return found
    }
    if (condition === undefined) continue
    if (key !== arrayPath && !key.startsWith(`${arrayPath}.`)) continue
    const array = valueAt(doc, arrayPath.split('.'))
    if (!Array.isArray(array)) continue
    const rest = key.slice(arrayPath.length + 1)
    const test = elementOf(rest, condition, by)
    const index = array.findIndex(test)
    if (index >= 0) return index
  }
  return undefined
}

/** Negations say nothing of a place; `$exists` and `$size` do below an array, not of the array itself. */
const NEGATIONS = new Set(['$ne', '$nin', '$not'])
const OF_THE_WHOLE = new Set(['$exists', '$size'])

function positive(condition: unknown, below: boolean): unknown {
  if (!isOperators(condition)) return condition
  if (isNear(condition)) return undefined
  const kept = Object.entries(condition).filter(([operator, operand]) => {
    if (NEGATIONS.has(operator) || (operator === '$exists' && !truthy(operand))) return false
    return below || !OF_THE_WHOLE.has(operator)
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

function elementOf(rest: string, condition: unknown, by: Comparer): (element: unknown) => boolean {
  if (rest === '') {
    if (isOperators(condition) && isObject(condition.$elemMatch)) return elementTest(condition.$elemMatch, by)
    return singleTest(condition, by)
  }
  const [head, ...tail] = rest.split('.')
  if (head !== undefined && isIndex(head)) {
    const test =
      tail.length === 0 ? matcher({ e: condition }, by) : matcher({ [`e.${tail.join('.')}`]: condition }, by)
    return (element) => test({ e: element })
  }
  const test = matcher({ [rest]: condition }, by)
  return (element) => isObject(element) && test(element)
}

/** The array that `$` stands in, from the first positional path of the update. */
export function positionalArray(spec: unknown): string {
  for (const fields of Object.values(spec as Doc)) {
    for (const path of Object.keys(fields as Doc)) {
      const at = path.split('.').indexOf('$')
      if (at > 0) return path.split('.').slice(0, at).join('.')
    }
  }
  return ''
}

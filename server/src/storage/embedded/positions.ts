import { elementTest, matcher } from './matching'
import { isIndex } from './paths'
import { isOperators } from './value-tests'
import { type Doc, getOwn, isObject } from './values'

/** The array position that `$` stands for: the first element that the query's condition on it matches. */
export function matchedPosition(filter: Doc, doc: Doc, arrayPath: string): number | undefined {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const entry of condition) {
        const found = matchedPosition(entry as Doc, doc, arrayPath)
        if (found !== undefined) return found
      }
    }
    if (key !== arrayPath && !key.startsWith(`${arrayPath}.`)) continue
    const array = arrayPath
      .split('.')
      .reduce<unknown>((value, part) => (isObject(value) ? getOwn(value, part) : undefined), doc)
    if (!Array.isArray(array)) continue
    const rest = key.slice(arrayPath.length + 1)
    const test = elementOf(rest, condition)
    const index = array.findIndex(test)
    if (index >= 0) return index
  }
  return undefined
}

function elementOf(rest: string, condition: unknown): (element: unknown) => boolean {
  if (rest === '') {
    if (isOperators(condition) && isObject(condition.$elemMatch)) return elementTest(condition.$elemMatch)
    const test = matcher({ e: condition })
    return (element) => test({ e: element })
  }
  const [head, ...tail] = rest.split('.')
  if (head !== undefined && isIndex(head)) {
    const test =
      tail.length === 0 ? matcher({ e: condition }) : matcher({ [`e.${tail.join('.')}`]: condition })
    return (element) => test({ e: element })
  }
  const test = matcher({ [rest]: condition })
  return (element) => isObject(element) && test(element)
}

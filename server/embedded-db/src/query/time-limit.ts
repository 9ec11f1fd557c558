import { createContext, Script } from 'node:vm'
import { MongoError } from '../errors'
import { type Doc, isObject, isRegex } from '../values/values'

/** For whatever one piece of a command's documents is tried on. */
export const PATTERN_MS = 1000

const call = new Script('run()')
const sandbox: { run?: () => unknown } = {}
createContext(sandbox)

/** Regular expressions and pipelines can run for ever; V8 interrupts even a pattern in the midst of its search. */
export function withinTime<T>(milliseconds: number, run: () => T): T {
  let result: T | undefined
  sandbox.run = () => {
    result = run()
  }
  try {
    call.runInContext(sandbox as never, { timeout: milliseconds })
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new MongoError(
      50,
      `operation exceeded time limit: a pattern or pipeline took over ${milliseconds} ms`,
    )
  } finally {
    sandbox.run = undefined
  }
  return result as T
}

/** A pattern without repetition is tried once at each character; anything else may be tried without end. */
const repeats = (source: string) => /[*+{]|\)\?|\\[1-9k]/.test(source)

/** Whether a filter has a pattern that needs a limit. */
export function mayRunLong(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  if (value instanceof RegExp) return repeats(value.source)
  if (isRegex(value)) return repeats(String((value as { pattern?: unknown }).pattern))
  if (Array.isArray(value)) return value.some(mayRunLong)
  if (!isObject(value)) return false
  // As an operand of $regexMatch a pattern may come from the document.
  const { $regex, regex } = value as Doc
  const pattern = $regex ?? regex
  // Of `$jsonSchema`, which may also have patterns for its keys.
  if (isObject(value.patternProperties) && Object.keys(value.patternProperties).some(repeats)) return true
  if (typeof value.pattern === 'string' && repeats(value.pattern)) return true
  return (
    (typeof pattern === 'string' && (repeats(pattern) || pattern.startsWith('$'))) ||
    Object.values(value).some(mayRunLong)
  )
}

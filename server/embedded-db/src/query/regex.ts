import { badValue, MongoError } from '../errors'
import { refused } from './regex-reader'
import { Translator } from './regex-translator'

/*
 * MongoDB's patterns are those of PCRE2 in UTF mode, https://www.pcre.org/current/doc/html/pcre2pattern.html. What
 * ECMAScript can say exactly is translated; the rest is refused, never taken for something else.
 */

const MAX_LENGTH = 32_764
const MAX_KNOWN = 500
const known = new Map<string, RegExp>()

/** A pattern with MongoDB's options as an expression of ECMAScript that matches the same strings. */
export function compilePattern(source: string, options: string): RegExp {
  const key = `${options}/${source}`
  const found = known.get(key)
  if (found) return found
  const pattern = compile(source, options)
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, pattern)
  return pattern
}

function compile(source: string, options: string): RegExp {
  const odd = [...options].find((option) => !'imsxu'.includes(option))
  if (odd !== undefined) throw new MongoError(51108, `invalid flag in regex options: ${odd}`)
  if (source.includes('\0')) throw badValue('Regular expression cannot contain an embedded null byte')
  if (source.length > MAX_LENGTH) throw refused('Regular expression is too long')
  const { text, caseless } = new Translator(source, options).run()
  try {
    return new RegExp(text, caseless ? 'iu' : 'u')
  } catch (error) {
    throw refused((error as Error).message)
  }
}

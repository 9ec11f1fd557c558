import { badValue, MongoError, notSupported } from '../errors'
import { isRegex, regexParts } from '../values/values'

/** A pattern of literal text, which may have to stand at the beginning or the end. */
export interface TextPattern {
  text: string
  start: boolean
  end: boolean
  /** Upper and lower case are the same. */
  caseless: boolean
}

const MAX_LENGTH = 32_764
const SPECIAL = /[\\^$.*+?()[\]{}|]/

/** The operand of `$regex`, or a regular expression in its place; anything but literal text is refused. */
export function patternOf(operand: unknown, options: unknown): TextPattern {
  if (!isRegex(operand) && typeof operand !== 'string') throw badValue('$regex has to be a string')
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string')
  const [source, own] = isRegex(operand) ? regexParts(operand) : [String(operand), '']
  if (options && own) throw new MongoError(51075, 'options set in both $regex and $options')
  return parsed(source, options || own)
}

function parsed(source: string, options: string): TextPattern {
  const odd = [...options].find((option) => !'imsxu'.includes(option))
  if (odd !== undefined) throw new MongoError(51108, `invalid flag in regex options: ${odd}`)
  if (/[^iu]/.test(options)) throw notSupported(`the regex options '${options}' are not supported: only i is`)
  if (source.includes('\0')) throw badValue('Regular expression cannot contain an embedded null byte')
  if (source.length > MAX_LENGTH)
    throw new MongoError(51091, 'Regular expression is invalid: Regular expression is too long')
  const start = source.startsWith('^')
  const end = /(?<!\\)(\\\\)*\$$/.test(source)
  const body = source.slice(start ? 1 : 0, end ? -1 : undefined)
  return { text: literal(body, source), start, end, caseless: options.includes('i') }
}

function literal(body: string, source: string): string {
  let text = ''
  for (let i = 0; i < body.length; i++) {
    const escaped = body[i] === '\\'
    const char = body[escaped ? ++i : i] ?? ''
    if (escaped ? !/[^A-Za-z0-9]/.test(char) : SPECIAL.test(char))
      throw notSupported(
        `the regular expression '${source}' is not supported: only literal text is, which ^ and $ may hold to the beginning and the end`,
      )
    text += char
  }
  return text
}

/** Whether a text has what the pattern asks for. */
export function textTest({ text, start, end, caseless }: TextPattern): (value: string) => boolean {
  if (!caseless && !end) return (value) => (start ? value.startsWith(text) : value.includes(text))
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  // As in MongoDB the end is also before a last line break.
  const pattern = new RegExp(`${start ? '^' : ''}${escaped}${end ? '(?=\\n?$)' : ''}`, caseless ? 'iu' : 'u')
  return (value) => pattern.test(value)
}

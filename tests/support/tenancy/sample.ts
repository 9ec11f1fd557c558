/** The parts of JSON Schema that the contract uses. */
interface Schema {
  type?: string | string[]
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  format?: string
  pattern?: string
}

/** Values by the name of a property, wherever it stands. */
export type Given = Readonly<Record<string, unknown>>

const words = '请说明一下情况。'

/** A value that a schema accepts, as a client would send it: what must be there, with the given values in it. */
export function sampleOf(schema: unknown, given: Given, name = ''): unknown {
  if (name in given) return given[name]
  const { type, enum: choices, const: fixed, anyOf, oneOf, properties, items, ...limits } = schema as Schema
  if (fixed !== undefined) return fixed
  if (choices) return choices[0]
  if (anyOf) return sampleOf(anyOf[0], given, name)
  if (oneOf) return sampleOf(oneOf[0], given, name)
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectOf(properties ?? {}, limits.required ?? [], given)
    case 'array':
      return Array.from({ length: limits.minItems ?? 1 }, () => sampleOf(items ?? {}, given, name))
    case 'integer':
    case 'number':
      return limits.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      return textOf(limits, name)
    default:
      return null
  }
}

const objectOf = (properties: Record<string, Schema>, required: readonly string[], given: Given) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || name in given)
      .map(([name, schema]) => [name, sampleOf(schema, given, name)]),
  )

function textOf({ format, pattern, minLength = 0 }: Schema, name: string): string {
  if (format === 'date-time') return '2026-11-25T02:00:00Z'
  if (!pattern) return words.padEnd(minLength, '。')
  const known = [
    'clerk-1',
    '310116109213',
    '22:00',
    'a1',
    '2026-11-25',
    '2026-11',
    '123456',
    '13800000000',
    'A01',
  ]
  const fits = known.find((text) => new RegExp(pattern).test(text))
  if (fits === undefined) throw new RangeError(`no sample for “${name}”: ${pattern}`)
  return fits
}

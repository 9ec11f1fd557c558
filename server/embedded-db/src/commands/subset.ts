import { OPTIONS } from '../indexes/index-spec'
import { accumulatorNames, expressionNames } from '../pipeline/expressions'
import { stageNames } from '../pipeline/stages/pipeline'
import { FIELD_OPERATORS, TOP_OPERATORS } from '../query/matching'
import { MODIFIERS } from '../updates/updates-arrays'
import { UPDATE_OPERATORS } from '../updates/updates-operators'
import { TYPES } from '../values/type-names'
import { EVERYWHERE, FIELDS, STATEMENTS } from './command-fields'
import { commandNames } from './commands'
import type { Fields } from './field-kinds'

const coded = (names: Iterable<string>) => [...names].map((name) => `\`${name}\``).join(' ')

/** What of MongoDB works, as Markdown, out of the tables by which the rest is refused. */
export function describeSubset(): string {
  const lists: [string, Iterable<string>][] = [
    ['Commands', commandNames()],
    ['Filter operators', [...TOP_OPERATORS, ...FIELD_OPERATORS]],
    ['Update operators', UPDATE_OPERATORS],
    ['Modifiers of `$push` and `$addToSet`', MODIFIERS],
    ['Pipeline stages', stageNames()],
    ['Accumulators', accumulatorNames()],
    ['Expressions', expressionNames()],
    ['Index options', OPTIONS],
    ['Types of values', Object.keys(TYPES)],
  ]
  const [commands, ...others] = lists.map(([title, names]) => `### ${title}\n\n${coded(names)}\n`)
  return [commands, `### Fields of commands\n\n${describeFields()}\n`, ...others].join('\n')
}

const names = (fields: Fields) => Object.keys(fields).filter((field) => !fields[field]?.unsupported)

/** Commands that have the same fields stand together. */
function describeFields(): string {
  const rows = new Map<string, string[]>()
  const add = (title: string, fields: Fields) => {
    const known = coded(names(fields))
    if (known !== '') rows.set(known, [...(rows.get(known) ?? []), title])
  }
  for (const command of commandNames()) {
    add(`\`${command}\``, FIELDS[command] ?? {})
    const statements = STATEMENTS[command]
    if (statements) add(`one of \`${statements.list}\``, statements.fields)
  }
  const lines = [...rows].map(([known, titles]) => `- ${titles.join(', ')}: ${known}`)
  return [`- every command: ${coded(names(EVERYWHERE))}`, ...lines].join('\n')
}

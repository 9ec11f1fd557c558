import { mendedFacts, type RegisterField } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { hashPhone, sealPhone } from '../../residents'
import type { LineDoc } from '../register.model'

export interface Mend {
  line: string
  field: RegisterField
  value: string
}

const ofHousehold: ReadonlySet<RegisterField> = new Set(['household', 'head', 'group'])

/** What is mended of a household holds for all its rows. */
export function mendsByLine(lines: readonly LineDoc[], mend: readonly Mend[]): Map<string, Mend[]> {
  const byId = new Map(lines.map((line) => [line._id, line]))
  const found = new Map<string, Mend[]>()
  for (const cell of mend) {
    const block = byId.get(cell.line)?.facts?.block
    const alike = ofHousehold.has(cell.field)
      ? lines.filter(({ facts }) => facts !== null && facts.block === block).map(({ _id }) => _id)
      : [cell.line]
    for (const line of alike) found.set(line, [...(found.get(line) ?? []), cell])
  }
  return found
}

/** A row with cells written anew: read as the file would have been. */
export function mended(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  { facts }: LineDoc,
  cells: readonly Mend[],
): Pick<LineDoc, 'facts' | 'problem'> | object {
  if (facts === null || cells.length === 0) return {}
  const { hashKey, fieldKey } = config.secrets
  const next = { ...facts }
  for (const { field, value } of cells) {
    const { facts: read, phone } = mendedFacts(next, field, value, clock.now().getFullYear())
    Object.assign(next, read)
    if (field !== 'phone') continue
    next.phoneHash = phone === null ? null : hashPhone(phone, hashKey)
    next.phoneSealed = phone === null ? null : sealPhone(phone, fieldKey)
  }
  return { facts: next, problem: next.problems.length > 0 }
}

import {
  bareName,
  betweenNames,
  type Cell,
  type Column,
  maskName,
  maskNamesIn,
  type Names,
} from '@hutang/shared'

/** The register's names but those of one household. */
export const namesOfOthers = (register: Names, own: ReadonlySet<string>): Names => ({
  size: register.size,
  find: (text) => register.find(text).filter(({ name }) => !own.has(name)),
})

/**
 * A row of one's own with nobody else's name in it. The first column of names says whose row it is; in further ones a
 * name that is not of the household is somebody else's, in the register or not.
 */
export function withoutOthers(
  columns: readonly Column[],
  cells: readonly Cell[],
  others: Names,
  own: ReadonlySet<string>,
): Cell[] {
  const whose = columns.findIndex(({ kind }) => kind === 'name')
  return columns.map(({ kind }, at) => {
    const cell = cells[at] ?? null
    if (typeof cell !== 'string') return cell
    const masked = maskNamesIn(cell, others)
    if (kind !== 'name' || at === whose) return masked
    return cell
      .split(betweenNames)
      .map((part, n) => (n % 2 === 1 || own.has(bareName(part)) ? part : maskName(part)))
      .join('')
  })
}

import { type IndustryLine, industryCode } from '@hutang/shared'
import { AppError } from '../../errors'
import { industries } from '../../rules/office-tables'

/** 国民经济行业分类, in the order of the standard. */
interface Tree {
  lines: readonly IndustryLine[]
  byCode: ReadonlyMap<string, IndustryLine>
  byName: ReadonlyMap<string, string>
}

let tree: Tree | null = null

const levels = ['section', 'division', 'group'] as const
const longest = 60

function kept(): Tree {
  tree ??= build()
  return tree
}

/** `code name` a row, each below the row of the wider one. */
function build(): Tree {
  const lines: IndustryLine[] = []
  const path: string[] = []
  for (const row of industries().rows) {
    const [written = '', name = ''] = row.split(' ')
    const code = industryCode(written)
    if (code === null) continue
    const depth = code.length === 1 ? 0 : code.length - 2
    path.length = depth
    lines.push({ code, name, level: levels[depth] ?? 'group', path: [...path], more: false })
    path.push(name)
  }
  const wider = new Set(lines.map(({ code }) => parentOf(code)))
  const all = lines.map((line) => ({ ...line, more: wider.has(line.code) }))
  return {
    lines: all,
    byCode: new Map(all.map((line) => [line.code, line])),
    byName: new Map(all.map(({ name, code }) => [name, code])),
  }
}

const parentOf = (code: string): string =>
  code.length <= 1 ? '' : code.length === 3 ? code.slice(0, 1) : code.slice(0, -1)

/** What lies right below one, or what a word or a code finds; without either the sections. */
export function industryList({ q, under }: { q?: string | undefined; under?: string | undefined }): {
  industries: IndustryLine[]
} {
  const { lines, byCode } = kept()
  const within = under === undefined ? '' : industryCode(under)
  if (within === null || (within !== '' && !byCode.has(within)))
    throw new AppError('notFound', { message: '没有这个行业，请从列出的里面选。' })
  const wanted = q?.normalize('NFKC').trim() ?? ''
  if (wanted === '') return { industries: lines.filter(({ code }) => parentOf(code) === within) }
  return { industries: found(wanted, within).slice(0, longest) }
}

/** Names that begin so come first, then those that hold the words, all in the order of the standard. */
function found(wanted: string, within: string): IndustryLine[] {
  const { lines } = kept()
  const inside = lines.filter(({ code }) => code.startsWith(within))
  const asCode = industryCode(wanted)
  if (asCode !== null) {
    // 小类 are not listed: the 中类 that they lie in is.
    const near = asCode.slice(0, 4)
    return inside.filter(({ code }) => code.startsWith(near))
  }
  const begins = inside.filter(({ name }) => name.startsWith(wanted))
  return [...begins, ...inside.filter(({ name }) => name.includes(wanted) && !name.startsWith(wanted))]
}

/** The name of what a code stands for; of a 小类 that of its 中类. */
export const industryName = (code: string): string =>
  (kept().byCode.get(code) ?? kept().byCode.get(code.slice(0, 4)))?.name ?? code

/** The code that a text names, by code or by name. */
export const industryNamed = (text: string): string | null =>
  industryCode(text) ?? kept().byName.get(text) ?? null

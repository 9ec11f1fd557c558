import { sheetOfText } from '@hutang/shared'
import { fullBudget, Grid } from './grid'
import { refuse } from './refusal'
import type { ReadFile } from './sheet-file'

/** Signs of a file that is no text, whatever it is read as. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const notText = /[\u0000-\u0008\u000e-\u001a]/

/** Reads a .csv or .txt file, and what a system calls .xls but writes as text. */
export function readText(name: string, bytes: Buffer): ReadFile {
  const text = decoded(bytes)
  if (notText.test(text.slice(0, 100_000))) throw refuse('unknown')
  if (/^\s*(?:<|MIME-Version:)/i.test(text)) throw refuse('web')
  const { rows } = sheetOfText(text)
  const grid = new Grid(name.replace(/\.[^.]*$/, ''), fullBudget())
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) grid.put(row, column, cell)
  }
  const { sheet, left } = grid.finish()
  return { sheets: [sheet], left }
}

/** UTF-8 first, since text in GB18030 is hardly ever valid UTF-8; UTF-16 by its mark, or by its empty bytes. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = bytes.subarray(0, 1000)
  const [even, odd] = [0, 1].map(
    (side) => start.filter((byte, at) => byte === 0 && at % 2 === side).length * 8 > start.length,
  )
  if (odd && !even) return new TextDecoder('utf-16le').decode(bytes)
  if (even && !odd) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

import { readFile } from 'node:fs/promises'
import { type SheetCell, sheetCellText } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { withUpload } from '../../http/upload'
import { readSheetFile } from '../../sheets'
import { requireOpen } from './begin'
import { requireCode } from './code'

/** The sheets of a file as they would have been pasted, one below the other: so they can be mended where they are looked at. */
export async function textOfFile(deps: Deps, request: FastifyRequest): Promise<{ text: string }> {
  await requireOpen(deps)
  return withUpload(request, async (form) => {
    const { file, fileName, fields } = await form()
    await requireCode(deps, fields.code ?? '')
    if (!file) throw new AppError('invalidFields', { fields: [{ field: 'file', message: '请选一个文件。' }] })
    const { sheets } = await readSheetFile({ name: fields.name || fileName, bytes: await readFile(file) })
    return { text: sheets.map(({ rows }) => rows.map(lineOf).join('\n')).join('\n\n') }
  })
}

const lineOf = (cells: readonly SheetCell[]): string =>
  cells.map((cell) => sheetCellText(cell).replace(/\s+/g, ' ')).join('\t')

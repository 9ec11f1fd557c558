import { findHeading, registerColumns, registerHeadings, type Sheet } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../errors'
import { fileOf } from '../../../http/one-file'
import { readSheetFile } from '../../../sheets'
import type { Source } from './stage'

const longestName = 60

/** The sheet of an uploaded file that holds the register: the one that was asked for, or the fullest that has people. */
export async function sourceOfFile(
  request: FastifyRequest,
  people: boolean,
  wanted: string | undefined,
): Promise<Source> {
  const file = await fileOf(request)
  const { sheets, left } = await readSheetFile(file)
  const usable = sheets.filter((sheet) => holds(sheet, people))
  const sheet =
    wanted === undefined
      ? fullest(usable.length > 0 ? usable : sheets)
      : sheets.find(({ name }) => name === wanted)
  if (!sheet) throw new AppError('unreadableRegister', { message: '文件里没有这张表。' })
  const hidden = left.filter(({ what, name }) => what === 'sheet' || name === sheet.name)
  return {
    sheet,
    name: [file.name, sheet.name]
      .filter((part) => part !== '')
      .join(' ')
      .replace(/\d{6,}/g, '…')
      .slice(0, longestName),
    otherSheets: sheets.filter((one) => one !== sheet).map(({ name }) => name),
    notices: hidden.flatMap(({ what, name, count }) => sentences[what]?.(name, count) ?? []),
  }
}

const sentences: Readonly<Record<string, (name: string, count: number) => string>> = {
  sheet: (name) => `隐藏的工作表“${name}”没有读。`,
  rows: (_name, count) => `有${count}行是隐藏的，没有读。`,
  columns: (_name, count) => `有${count}列是隐藏的，没有读。`,
}

const holds = (sheet: Sheet, people: boolean): boolean => {
  const fields = registerColumns(findHeading(sheet, registerHeadings).labels)
  return fields.includes('name') || (!people && fields.includes('head'))
}

const fullest = (sheets: readonly Sheet[]): Sheet | undefined =>
  [...sheets].sort((a, b) => b.rows.length - a.rows.length)[0]

import { coveredText, cutText, isOldList, type Sheet } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors'
import { isArchive, openArchive, readSheetFile } from '../../sheets'
import { refusal } from './read-table'

/** A folder of a village: a list, tables and photographs. */
const mostBytes = 60 * 1024 * 1024

export interface Bundle {
  /** As the page names the import. */
  name: string
  list: Sheet
  /** Null where no file of that name came with the list; refused where two did and neither lies beside it. */
  file(name: string): { name: string; bytes: Buffer } | null
}

const unreadable = (message: string) =>
  new AppError('unreadableSheet', { message, fields: [{ field: 'file', message }] })

const noList =
  '没有找到清单。请在一张表里一行写一条，表头写：日期、事项、标题、正文、附表文件、图片文件；附表和图片和它放在一个文件夹里，一起传。'

/** The one file of the form: a list of old notices, or an archive that holds one. */
export async function bundleOf(request: FastifyRequest): Promise<Bundle> {
  const { name, bytes } = await formFile(request)
  if (!isArchive(bytes))
    return { name: shortName(name), list: (await listIn([{ name, bytes }])).sheet, file: () => null }
  const archive = openArchive(bytes)
  const named = archive.names.filter((one) => !/(^|\/)(__macosx\/|\.|~\$|thumbs\.db)/.test(one))
  const tables = named
    .filter((one) => /\.(xlsx|xls|csv)$/.test(one))
    .sort((a, b) => depth(a) - depth(b) || likelihood(b) - likelihood(a) || (a < b ? -1 : 1))
    .slice(0, mostTried)
  const list = await listIn(tables.map((one) => ({ name: one, read: () => archive.read(one) })))
  const beside = list.name.slice(0, list.name.lastIndexOf('/') + 1)
  return {
    name: shortName(name),
    list: list.sheet,
    file(wanted) {
      const plain = wanted.replaceAll('\\', '/').toLowerCase().normalize('NFC')
      const found =
        [`${beside}${plain}`, plain].find((one) => named.includes(one)) ??
        only(wanted, ending(named, plain)) ??
        only(wanted, ending(named, plain.split('/').at(-1) ?? plain))
      const data = found ? archive.read(found) : null
      return found && data ? { name: found.split('/').at(-1) ?? found, bytes: data } : null
    },
  }
}

const mostTried = 5
const depth = (path: string): number => path.split('/').length
const likelihood = (path: string): number => (/清单|目录|补录|list/.test(path) ? 1 : 0)
const ending = (names: readonly string[], path: string): string[] =>
  names.filter((one) => one === path || one.endsWith(`/${path}`))

/** Which of two files of one name is meant is not guessed. */
function only(wanted: string, found: readonly string[]): string | undefined {
  if (found.length > 1)
    throw refusal(
      `有 ${found.length} 个叫“${cutText(wanted, 40)}”的文件。请在清单里写上它在哪个文件夹，例如 2024/${cutText(wanted, 40)}。`,
    )
  return found[0]
}

/** Digits of a name may be a person's. */
const shortName = (name: string): string =>
  coveredText((name.split(/[\\/]/).at(-1) ?? '').replace(/\d{7,}/g, '…')).slice(0, 60)

type Candidate = { name: string; bytes: Buffer } | { name: string; read: () => Buffer | null }

async function listIn(files: readonly Candidate[]): Promise<{ name: string; sheet: Sheet }> {
  let problem: AppError | null = null
  for (const file of files) {
    const bytes = 'bytes' in file ? file.bytes : file.read()
    if (!bytes) continue
    try {
      const { sheets } = await readSheetFile({ name: file.name, bytes })
      const list = sheets.find(isOldList)
      if (list) return { name: file.name, sheet: list }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      problem = error
    }
  }
  throw files.length === 1 && problem ? problem : unreadable(noList)
}

async function formFile(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw new AppError('unsupportedMedia')
  try {
    const file = await request.file({ limits: { fileSize: mostBytes } })
    if (file) return { name: file.filename ?? '', bytes: await file.toBuffer() }
  } catch (problem) {
    if (problem instanceof AppError || (problem instanceof Error && 'statusCode' in problem)) throw problem
    throw new AppError('brokenUpload', { cause: problem, message: '文件没有传完整，请再选一次。' })
  }
  throw new AppError('invalidFields', {
    fields: [{ field: 'file', message: '文件：请选一个表格或 .zip 文件。' }],
  })
}

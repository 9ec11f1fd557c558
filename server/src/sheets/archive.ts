import { AppError } from '../errors'
import { Refusal, refusals } from './refusal'
import { openZip, type Zip } from './zip'

const begins = Buffer.from([0x50, 0x4b, 0x03, 0x04])

/** A .zip of files; an .xlsx is one too, but of its own parts. */
export function isArchive(bytes: Buffer): boolean {
  if (!bytes.subarray(0, begins.length).equals(begins)) return false
  return !told(() => openZip(bytes)).has('[content_types].xml')
}

/** Out of its folder, or from the root: only who wants to write elsewhere packs such names. Nothing is ever written under them. */
const trick = /(^|\/)\.\.(\/|$)|^\/|^[a-z]:|\0/

/** The files of an archive, as the person packed them; refused by its directory where it would unpack to too much. */
export function openArchive(bytes: Buffer): Zip {
  const zip = told(() => openZip(bytes))
  if (zip.names.some((name) => trick.test(name))) throw unreadable(tricked)
  return { ...zip, read: (name) => told(() => zip.read(name)) }
}

const tricked = '这个压缩包里有不合规的文件路径，没有读。请把文件放进一个新文件夹，重新压缩再传。'
const packed = '请把文件放进一个文件夹，重新压缩成 .zip 再传。'
const words: Readonly<Record<string, string>> = {
  [refusals.huge]: `这个压缩包展开以后太大了，或者文件太多。请分成几个，${packed}`,
  [refusals.locked]: `这个压缩包要密码才能打开。请去掉密码，${packed}`,
  [refusals.broken]: `这个压缩包坏了，或者没有传完整。${packed}`,
}

const unreadable = (message: string, cause?: unknown) =>
  new AppError('unreadableSheet', { message, cause, fields: [{ field: 'file', message }] })

function told<T>(work: () => T): T {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof Refusal) throw unreadable(words[problem.message] ?? problem.message, problem)
    throw problem
  }
}

import { type ChosenFile, chosenOf } from '../../api/choose-file'
import { ApiError } from '../../api/errors'
import type { DroppedEntry } from '../../hooks/use-file-drop'
import { type FolderFile, packed } from './pack'

type Named = FolderFile & { file: File }

/** Lets the person choose a folder; null where they went back. To be called in the tap itself. */
export function chooseFolder(): Promise<ChosenFile | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.webkitdirectory = true
  return new Promise((done, fail) => {
    input.oncancel = () => done(null)
    input.onchange = () => {
      const files = Array.from(input.files ?? [], (file) => ({ path: file.webkitRelativePath, file }))
      folderOf(files).then(done, fail)
    }
    input.click()
  })
}

/** A folder that was dropped, or several files at once. */
export async function droppedFolder(entries: readonly DroppedEntry[]): Promise<ChosenFile> {
  const files: Named[] = []
  for (const entry of entries) await read(entry, files)
  return folderOf(files)
}

async function read(entry: DroppedEntry, files: Named[]): Promise<void> {
  if (hidden.test(entry.fullPath)) return
  refuseMany(files.length)
  const path = entry.fullPath.replace(/^\//, '')
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) =>
      (entry as FileSystemFileEntry).file(done, fail),
    ).catch(() => {
      throw locked(path)
    })
    files.push({ path, file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A browser gives some hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (some.length === 0) return
    for (const one of some) await read(one, files)
  }
}

/** What the service leaves out of an archive too. */
const hidden = /(^|\/)(__macosx\/|\.|~\$|thumbs\.db)/i
/** What the service takes at most. */
const mostFiles = 5000
const mostMegabytes = 60
const megabyte = 1024 * 1024

async function folderOf(all: readonly Named[]): Promise<ChosenFile> {
  const files = all.filter(({ path }) => !hidden.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1))
  refuseMany(files.length)
  if (files.length === 0) throw refused('emptyFolder', '这个文件夹里没有文件。请选放着清单的那个文件夹。')
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0)
  if (bytes > mostMegabytes * megabyte)
    throw refused(
      'tooLarge',
      `这个文件夹有 ${Math.ceil(bytes / megabyte)} MB，一次最多 ${mostMegabytes} MB。请分成几个文件夹，每个里放一张清单和它的附表、图片。`,
    )
  await Promise.all(files.map(readable))
  const name = files[0]?.path.split('/').slice(0, -1)[0] ?? '一批文件'
  return chosenOf(new File([await packed(files)], name))
}

const readable = ({ path, file }: Named): Promise<unknown> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw locked(path)
    })

function refuseMany(files: number): void {
  if (files > mostFiles)
    throw refused(
      'tooLarge',
      `这个文件夹里超过 ${mostFiles} 个文件。请选只放着清单、附表和图片的那个文件夹。`,
    )
}

const refused = (code: string, message: string) => new ApiError(422, code, message)
const locked = (path: string) =>
  refused('unreadableFile', `“${path.split('/').at(-1)}”读不出来，可能正在别处打开着。请关掉它，再选一次。`)

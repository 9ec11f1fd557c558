import Taro from '@tarojs/taro'
import { ApiError } from './errors'
import { nothingChosen } from './nothing-chosen'

/** A file on this phone or computer, for `upload`. */
export interface ChosenFile {
  path: string
  /** As the person knows it; a phone's path says nothing of it. */
  name: string
  bytes: number
  /** h5: the file itself, for what is sent as it is read. */
  file?: File
}

/**
 * Lets the person choose a file with one of these endings; null where they went back. Throws ApiError where WeChat gives
 * none. To be called in the tap itself.
 */
export const chooseFile = (endings: readonly string[]): Promise<ChosenFile | null> =>
  process.env.TARO_ENV === 'h5' ? inBrowser(endings) : inChat(endings)

/** Files of WeChat lie in chats: one is sent to 文件传输助手 first. Taro makes no promise of this function. */
const inChat = (endings: readonly string[]): Promise<ChosenFile | null> =>
  new Promise((done, fail) => {
    Taro.chooseMessageFile({
      count: 1,
      type: 'file',
      extension: [...endings],
      success: ({ tempFiles: [file] }) =>
        done(file ? { path: file.path, name: file.name, bytes: file.size } : null),
      fail: (failure) => {
        try {
          done(nothingChosen(failure, '文件'))
        } catch (why) {
          fail(why)
        }
      },
    })
  })

function inBrowser(endings: readonly string[]): Promise<ChosenFile | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = endings.map((ending) => `.${ending}`).join(',')
  return new Promise((done) => {
    input.onchange = () => done(input.files?.[0] ? chosenOf(input.files[0]) : null)
    input.oncancel = () => done(null)
    input.click()
  })
}

/** A file that was chosen or dropped in a browser; its path holds until `forget`. */
export const chosenOf = (file: File): ChosenFile => ({
  path: URL.createObjectURL(file),
  name: file.name,
  bytes: file.size,
  file,
})

export function forget({ path }: ChosenFile): void {
  if (process.env.TARO_ENV === 'h5') URL.revokeObjectURL(path)
}

/** What the service takes at most; said before a large file is on its way for minutes. */
export function refuseLarge({ bytes }: ChosenFile, mostMegabytes: number): void {
  if (bytes <= mostMegabytes * 1024 * 1024) return
  const message = `文件超过 ${mostMegabytes} MB 了。请把要用的这张表复制到新文件里，另存为 .xlsx 再选。`
  throw new ApiError(413, 'tooLarge', message)
}

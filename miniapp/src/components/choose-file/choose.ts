import Taro from '@tarojs/taro'

export interface ChosenFile {
  name: string
  /** For `upload`: a temporary path; on h5 an address of the file in this window. */
  path: string
  bytes: number
  /** h5: the file itself, for what is sent as it is read. */
  file?: File
}

/** Asks for one file with one of these endings; undefined when the person closed the list without choosing. */
export const chooseFile = (endings: readonly string[]): Promise<ChosenFile | undefined> =>
  process.env.TARO_ENV === 'h5' ? fromDisk(endings) : fromMessages(endings)

export const chosen = (file: File): ChosenFile => ({
  name: file.name,
  path: URL.createObjectURL(file),
  bytes: file.size,
  file,
})

function fromDisk(endings: readonly string[]): Promise<ChosenFile | undefined> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = endings.map((one) => `.${one}`).join()
  return new Promise((resolve) => {
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      resolve(file && chosen(file))
    })
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
}

/** A mini-program reads files only out of a chat: https://developers.weixin.qq.com/miniprogram/dev/api/media/image/wx.chooseMessageFile.html */
async function fromMessages(endings: readonly string[]): Promise<ChosenFile | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    const [file] = tempFiles
    return file && { name: file.name, path: file.path, bytes: file.size }
  } catch {
    return undefined
  }
}

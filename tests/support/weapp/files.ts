import type { WeappAnswer } from './wx'

type Options = Record<string, unknown>
type Callback = (result: unknown) => void

/** The files that wx keeps on the phone, as texts by their path; folders are not looked after. */
export function wxFiles(files: Map<string, string>, fetched: (options: Options) => Promise<WeappAnswer>) {
  const text = (path: string): string => {
    const found = files.get(path)
    if (found === undefined) throw new Error(`no such file: ${path}`)
    return found
  }
  return {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({
      readFileSync: text,
      copyFileSync: (from: string, to: string) => void files.set(to, text(from)),
      mkdirSync: () => undefined,
      rmdirSync: (folder: string) => {
        const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`))
        if (inside.length === 0) throw new Error(`no such folder: ${folder}`)
        for (const path of inside) files.delete(path)
      },
    }),
    /** As wx.downloadFile: whatever the status, the answer becomes a file under a name by chance. */
    downloadFile: (options: Options) => {
      const tell = (key: string, result: unknown) => (options[key] as Callback | undefined)?.(result)
      fetched(options)
        .then(({ status, body, headers = {} }) => {
          const tempFilePath = `wxfile://tmp_${files.size}`
          files.set(tempFilePath, typeof body === 'string' ? body : JSON.stringify(body))
          tell('success', { statusCode: status, tempFilePath, header: headers, errMsg: 'downloadFile:ok' })
        })
        .catch(() => tell('fail', { errMsg: 'downloadFile:fail' }))
        .finally(() => tell('complete', {}))
      const off = () => undefined
      return {
        ...{ abort: off, onProgressUpdate: off, offProgressUpdate: off },
        ...{ onHeadersReceived: off, offHeadersReceived: off },
      }
    },
  }
}

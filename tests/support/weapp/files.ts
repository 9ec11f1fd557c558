const root = 'wxfile://usr'
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))

/** As FileSystemManager throws it. */
function refuse(method: string, errCode: number, message: string): never {
  throw Object.assign(new Error(`${method}:fail ${message}`), {
    errCode,
    errMsg: `${method}:fail ${message}`,
  })
}

const textOf = (data: unknown): string =>
  typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer).toString('utf8')

/**
 * The files that wx keeps on the phone, as texts by their path.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/file-system.html
 */
export function wxFiles(files: Map<string, string>) {
  const folders = new Set([root])
  const text = (method: string, path: string): string =>
    files.get(path) ?? refuse(method, 1300002, `no such file or directory, open ${path}`)
  const put = (method: string, path: string, content: string) => {
    if (!path.startsWith(`${root}/`)) refuse(method, 1300013, `permission denied, open ${path}`)
    if (folders.has(path)) refuse(method, 1300021, `illegal operation on a directory, open ${path}`)
    if (!folders.has(folderOf(path))) refuse(method, 1300002, `no such file or directory, open ${path}`)
    files.set(path, content)
  }
  return {
    env: { USER_DATA_PATH: root },
    getFileSystemManager: () => ({
      readFileSync: (path: string, encoding?: string) => {
        const found = text('readFileSync', path)
        return encoding ? found : new TextEncoder().encode(found).buffer
      },
      writeFileSync: (path: string, data: unknown) => {
        if (data === undefined || data === null) refuse('writeFileSync', 1301002, 'data to write is empty')
        put('writeFileSync', path, textOf(data))
      },
      copyFileSync: (from: string, to: string) => put('copyFileSync', to, text('copyFileSync', from)),
      accessSync: (path: string) => void (folders.has(path) || text('accessSync', path)),
      unlinkSync: (path: string) => {
        text('unlinkSync', path)
        files.delete(path)
      },
      mkdirSync: (folder: string, recursive = false) => {
        if (!folder.startsWith(`${root}/`)) refuse('mkdirSync', 1300013, `permission denied, open ${folder}`)
        if (recursive) {
          for (let at = folder; at.length > root.length; at = folderOf(at)) folders.add(at)
          return
        }
        if (folders.has(folder)) refuse('mkdirSync', 1301005, `file already exists ${folder}`)
        if (!folders.has(folderOf(folder)))
          refuse('mkdirSync', 1300002, `no such file or directory ${folder}`)
        folders.add(folder)
      },
      rmdirSync: (folder: string, recursive = false) => {
        if (!folders.has(folder)) refuse('rmdirSync', 1300002, `no such file or directory ${folder}`)
        const inside = (path: string) => path.startsWith(`${folder}/`)
        const filled = [...files.keys(), ...folders].some(inside)
        if (filled && !recursive) refuse('rmdirSync', 1300066, 'directory not empty')
        for (const path of files.keys()) if (inside(path)) files.delete(path)
        for (const path of folders) if (path === folder || inside(path)) folders.delete(path)
      },
    }),
  }
}

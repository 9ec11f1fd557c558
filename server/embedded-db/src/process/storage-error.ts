/** A storage that cannot be opened: one sentence for the person who starts the server, one code for the log. */
export class StorageError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StorageError'
    this.code = code
  }
}

/** What the system says against a folder or a file, as one sentence. */
export function asStorageError(error: unknown, dataDir: string): StorageError {
  if (error instanceof StorageError) return error
  const { code } = error as NodeJS.ErrnoException
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || /database or disk is full/i.test(message))
    return new StorageError('DISK_FULL', `数据目录 ${dataDir} 所在的磁盘已满，数据库没能启动；请先腾出空间。`)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new StorageError(
      'DATA_DIR_NOT_WRITABLE',
      `数据目录 ${dataDir} 无法写入（${code}）；请检查目录权限。`,
    )
  return new StorageError('STORAGE_FAILED', `内置数据库没能启动：${message}`)
}

/** A storage that cannot be opened: one sentence for the person who starts the server, one code for the log. */
export class StorageError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StorageError'
    this.code = code
  }
}

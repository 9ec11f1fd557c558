/** Where the storage writes its log; the service passes its own. */
export interface StorageLog {
  warn(message: string): void
  error(message: string): void
}

const write = (message: string) => void process.stderr.write(`${message}\n`)

/** For commands, whose standard output is their answer. */
export const stderrLog: StorageLog = { warn: write, error: write }

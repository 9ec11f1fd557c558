import { closeSync, openSync, writeSync } from 'node:fs'
import type { Clock } from '../../../server/src/clock'

/** The clock of the simulated machine: the real one, ahead by what stands in a file that every process reads. */
export interface MachineClock extends Clock {
  readonly file: string
  /** Forward or back. */
  jump(ms: number): void
  close(): void
}

export function machineClock(file: string, begin: Date): MachineClock {
  const fd = openSync(file, 'w')
  const bytes = Buffer.alloc(8)
  let ahead = begin.getTime() - Date.now()
  const write = () => {
    bytes.writeDoubleLE(ahead)
    writeSync(fd, bytes, 0, 8, 0)
  }
  write()
  return {
    file,
    now: () => new Date(Date.now() + ahead),
    jump(ms) {
      ahead += ms
      write()
    },
    close: () => closeSync(fd),
  }
}

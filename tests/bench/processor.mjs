import { readFileSync } from 'node:fs'

/** Milliseconds of processor time a process has used, of the hundredths that Linux counts. */
export function processorMsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

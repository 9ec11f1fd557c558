import { spawn } from 'node:child_process'

/** Starts a program, waits until it says that it is ready, kills it, and returns the lines that it had written. */
export async function killedAfter(ms: number, program: string, args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...args])
  let out = ''
  let complaint = ''
  child.stderr.on('data', (piece) => {
    complaint += piece
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      out += piece
      if (out.startsWith('ready\n')) resolve()
    })
    child.once('close', () => reject(new Error(`${program} ended before its time: ${complaint}`)))
  })
  await new Promise((resolve) => setTimeout(resolve, ms))
  child.kill('SIGKILL')
  await ended
  // The last line may have been cut by the kill.
  return out.split('\n').slice(1, -1)
}

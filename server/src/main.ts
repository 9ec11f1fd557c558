import { ConfigError } from './config'
import { StartProblem } from './start/problem'
import { rolesOf } from './start/roles'
import { type Service, startService } from './start/service'
import { StorageError } from './storage/connect'

/** Starts the service in this process; one clear sentence and exit code 1 where it cannot start. */
export async function main(): Promise<void> {
  // What is said at the start may go to a file on a full disk.
  process.stdout.on('error', () => undefined)
  let service: Service | undefined
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    process.stdout.write('\n正在停止…\n')
    const finished = service ? service.stop() : Promise.resolve()
    finished.then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const say = (line: string) => process.stdout.write(`${line}\n`)
    service = await startService(process.env, rolesOf(process.argv.slice(1)), say)
  } catch (problem) {
    process.stderr.write(`${sentenceOf(problem)}\n`)
    process.exit(1)
  }
}

function sentenceOf(problem: unknown): string {
  if (problem instanceof StartProblem || problem instanceof ConfigError || problem instanceof StorageError)
    return problem.message
  return `没能启动：${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`
}

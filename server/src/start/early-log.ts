import type { Deps } from '../deps'

const write = (first: unknown, second?: unknown): void => {
  const cause = typeof first === 'object' && first !== null && 'err' in first ? first.err : undefined
  const words = typeof first === 'string' ? first : String(second ?? '')
  const why = cause instanceof Error ? `: ${cause.stack ?? cause.message}` : ''
  process.stderr.write(`${words}${why}\n`)
}
const nothing = () => undefined

/** For what goes wrong before the application and its log are there. */
export const earlyLog: Deps['log'] = { info: nothing, debug: nothing, warn: write, error: write }

import type { Log } from './log'

/**
 * Does the work for each, one after another. What fails is logged and left to the next run, so that it does
 * not keep the others waiting. Answers for how many it was done; work that answers false was not done.
 */
export async function eachSafely<T extends { _id: string }>(
  log: Log,
  message: string,
  all: Iterable<T> | AsyncIterable<T>,
  work: (one: T) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for await (const one of all) {
    try {
      if ((await work(one)) !== false) done += 1
    } catch (error) {
      log.error({ err: error, id: one._id }, `${message}; it is tried again`)
    }
  }
  return done
}

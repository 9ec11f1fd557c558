import type { Context } from './context'

/** One after another; what fails is logged and left to the next look, and does not hold up the others. */
export async function eachSafely<T extends { _id: string }>(
  { deps }: Context,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  for (const one of all) {
    try {
      await work(one)
    } catch (error) {
      deps.log.error({ err: error, id: one._id }, 'push: left to the next look')
    }
  }
}

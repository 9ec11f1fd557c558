import type { Deps } from '../../../deps'
import { toldSums } from '../seen/told'

/** How many persons a notice came to, and how many of them opened it. */
export async function receivedOf(deps: Deps, notice: string): Promise<{ received: number; opened: number }> {
  const { received, opened } = await toldSums(deps, notice)
  return { received, opened }
}

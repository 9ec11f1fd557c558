import { visitor } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { linesOf } from '../subjects'

const kind = 'policy'

/** The titles of policies that can be read, as the feature that has them says. */
export async function policyTitles(
  deps: Deps,
  ids: readonly string[],
): Promise<(id: string) => string | undefined> {
  if (ids.length === 0) return () => undefined
  const lineOf = await linesOf(
    deps,
    ids.map((id) => ({ kind, id })),
    visitor,
  )
  return (id) => lineOf({ kind, id })?.title
}

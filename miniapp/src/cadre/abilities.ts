import type { Ability, EditionWork, WorkVerb } from '@hutang/shared/contract'

const unknown = '现在不能这样做。'

/** Why a step is not possible now; empty when it is. */
export function reasonsAgainst(work: EditionWork, verb: WorkVerb): string[] {
  const ability: Ability | undefined = work.abilities.find((one) => one.verb === verb)
  if (!ability) return [unknown]
  if (ability.allowed) return []
  return ability.failureReasons.length > 0 ? ability.failureReasons : [unknown]
}

export const mayDo = (work: EditionWork, verb: WorkVerb): boolean => reasonsAgainst(work, verb).length === 0

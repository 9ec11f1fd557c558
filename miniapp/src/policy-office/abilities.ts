import type { PolicyVerb, PolicyWork } from '@hutang/shared/contract'

const unknown = '现在不能这样做。'

/** Why a step is not possible now; empty when it is. */
export function reasonsAgainst({ abilities }: Pick<PolicyWork, 'abilities'>, verb: PolicyVerb): string[] {
  const ability = abilities.find((one) => one.verb === verb)
  if (!ability) return [unknown]
  if (ability.allowed) return []
  return ability.failureReasons.length > 0 ? [...new Set(ability.failureReasons)] : [unknown]
}

export const mayDo = (work: Pick<PolicyWork, 'abilities'>, verb: PolicyVerb): boolean =>
  reasonsAgainst(work, verb).length === 0

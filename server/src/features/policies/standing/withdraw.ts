import { visibleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { byLine, type Stamp } from '../../notices'
import type { PolicyDoc } from '../policies.model'
import { finishBeside } from './finish'
import { refuseWords, stepBeside } from './step'

/** 撤回: it stays readable with the reason, may not be applied for any more, and who had received it is told. */
export async function withdrawPolicy(
  deps: Deps,
  actor: Actor,
  id: string,
  given: string,
  stamp: Stamp | null,
): Promise<PolicyDoc> {
  const reason = visibleText(given)
  if (reason === '') {
    const fields = [{ field: 'reason', message: '撤回的原因：请写明为什么，大家看得到。' }]
    throw new AppError('invalidFields', { fields })
  }
  refuseWords('reason', '撤回的原因', reason)
  const at = deps.clock.now()
  const policy = await stepBeside(deps, { actor, id, stamp }, ({ region, head }) => ({
    verb: 'withdraw',
    text: '撤回',
    note: reason,
    set: {
      state: 'withdrawn',
      ended: { at, by: byLine(actor, region, 'publish'), body: head?.publishedBy ?? '', reason },
    },
    owed: ['tell'],
  }))
  return finishBeside(deps, policy)
}

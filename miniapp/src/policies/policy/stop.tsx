import type { PolicyView } from '@hutang/shared/contract'
import { mutePolicy } from '../../api/mute-policy'
import { FromPush } from '../../widgets'

/** Opened by a message: one tap, and this policy is not told again. */
export function Stop({ policy: { id, region } }: { policy: Pick<PolicyView, 'id' | 'region'> }) {
  return (
    <FromPush
      why="这项政策和您的企业，或您关注的有关，所以告诉您。"
      action="不再提醒这项政策"
      ended="好，这项政策不再提醒。政策页里随时能看。"
      end={() => mutePolicy(id, true, region.code)}
    />
  )
}

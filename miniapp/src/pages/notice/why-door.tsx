import type { NoticeView } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useUser } from '../../store/session'

/** For who is signed in: why they were told of it, or were not, and how to be told no more. */
export function WhyDoor({
  notice: { id, region, item },
}: {
  notice: Pick<NoticeView, 'id' | 'region' | 'item'>
}) {
  if (!useUser()) return null
  return (
    <Card flush>
      <Row
        icon="info"
        title="这条怎么告诉我的"
        detail="为什么收到，或者没收到提醒；不想再收到"
        onPress={() => goTo('why', { notice: id, region: region.code, item: item.no })}
      />
    </Card>
  )
}

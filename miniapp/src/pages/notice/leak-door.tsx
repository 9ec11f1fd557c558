import type { NoticeView } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'

/** At the foot of every notice: anybody may tell the village, or the township, that it shows personal data. */
export function LeakDoor({ notice: { id, region } }: { notice: Pick<NoticeView, 'id' | 'region'> }) {
  return (
    <Card flush>
      <Row
        icon="alert"
        title="这条里有不该公开的个人信息？"
        detail={`告诉${officeOf(region.level)}，马上有人核对`}
        onPress={() => goTo('leak', { id, level: region.level })}
      />
    </Card>
  )
}

import type { PolicyView } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'

/** At the foot of every policy: anybody may tell its office that it shows personal data. */
export function LeakDoor({ policy: { id, region } }: { policy: Pick<PolicyView, 'id' | 'region'> }) {
  return (
    <Card flush>
      <Row
        icon="alert"
        title="这条政策误带了个人信息？"
        detail={`告诉${officeOf(region.level)}，马上有人核对`}
        onPress={() => goTo('leak', { id, level: region.level, about: 'policy' })}
      />
    </Card>
  )
}

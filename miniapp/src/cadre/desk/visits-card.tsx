import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { openVisits } from '../open'

type Desk = Pick<Answer<'GET /api/screens/desk'>, 'region' | 'can' | 'visits'>

/** 入户名单, for those who go there: the village's clerk and 书记/主任. */
export function VisitsCard({ desk: { region, can, visits } }: { desk: Desk }) {
  if (region.level !== 'village' || !(can.write || can.publish)) return null
  return (
    <Card flush tone={visits > 0 ? 'warning' : undefined}>
      <Row
        icon="house"
        title={visits > 0 ? `还有 ${visits} 户要上门说一声` : '入户名单'}
        detail={visits > 0 ? '手机收不到的人家；当面、打电话、家人转告都行' : '没有要上门说的'}
        onPress={() => openVisits(region.code)}
      />
    </Card>
  )
}

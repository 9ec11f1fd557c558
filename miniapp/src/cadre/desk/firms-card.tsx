import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToOffice } from '../../hooks/navigation'

type Desk = Pick<Answer<'GET /api/screens/desk'>, 'region' | 'firms'>

/** 企业, for the township that confirms who acts for which. */
export function FirmsCard({ desk: { region, firms } }: { desk: Desk }) {
  if (firms === null) return null
  return (
    <Card flush tone={firms > 0 ? 'warning' : undefined}>
      <Row
        icon="building"
        title={firms > 0 ? `${firms} 家企业等核实` : '企业'}
        detail={firms > 0 ? '有人说是他的企业，请核对' : '没有人在等；企业名录也在这里'}
        onPress={() => goToOffice('enterprises', { region: region.code })}
      />
    </Card>
  )
}

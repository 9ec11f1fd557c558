import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToOffice } from '../../hooks/navigation'

type Desk = Answer<'GET /api/screens/desk'>

/** The book that a village's office keeps. */
export function OfficeCard({ region, can }: Pick<Desk, 'region' | 'can'>) {
  if (!can.write || region.level !== 'village') return null
  return (
    <Card flush>
      <Row
        icon="people"
        title="户籍册"
        detail="一户一户的人；导入、导出，登记出生、去世、迁入、迁出"
        onPress={() => goToOffice('register', { region: region.code })}
      />
    </Card>
  )
}

import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToOffice, goToPolicyOffice } from '../../hooks/navigation'

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

/** 政策, which the offices from the township up write. */
export function PolicyCard({ region }: Pick<Desk, 'region'>) {
  if (region.level === 'village') return null
  return (
    <Card flush>
      <Row
        icon="policy"
        title="政策"
        detail="写政策、审查、签发；看发给了谁，快截止的、网址打不开的"
        onPress={() => goToPolicyOffice('desk', { region: region.code })}
      />
    </Card>
  )
}

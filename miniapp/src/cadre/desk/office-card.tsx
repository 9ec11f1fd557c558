import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToOffice } from '../../hooks/navigation'

type Desk = Answer<'GET /api/screens/desk'>

/** The books that the office keeps. */
export function OfficeCard({ region, can }: Pick<Desk, 'region' | 'can'>) {
  if (!can.write || region.level === 'township') return null
  return (
    <Card flush>
      {region.level === 'county' ? (
        <Row
          icon="people"
          title="全区户籍册"
          detail="一份文件放进各村的册子"
          onPress={() => goToOffice('county-register', { region: region.code })}
        />
      ) : (
        <Row
          icon="people"
          title="户籍册"
          detail="一户一户的人；导入、导出，登记出生、去世、迁入、迁出"
          onPress={() => goToOffice('register', { region: region.code })}
        />
      )}
    </Card>
  )
}

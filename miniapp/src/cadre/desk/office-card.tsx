import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToOffice, goToPolicyOffice } from '../../hooks/navigation'

type Desk = Answer<'GET /api/screens/desk'>

/** The book that a village's office keeps; what a township's office owes to enterprises. */
export function OfficeCard({ region, can }: Pick<Desk, 'region' | 'can'>) {
  if (region.level === 'township') return <TownshipCard region={region} can={can} />
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

function TownshipCard({ region: { code }, can }: Pick<Desk, 'region' | 'can'>) {
  if (!can.write && !can.publish) return null
  return (
    <Card flush>
      <Row
        icon="message"
        title="诉求"
        detail="企业和村民办事卡在哪里；一小时内联系"
        onPress={() => goToPolicyOffice('appeals', { region: code })}
      />
      {can.write ? (
        <Row
          icon="list"
          title="政策兑现"
          detail="钱到账没有，超期的排在前面"
          onPress={() => goToPolicyOffice('payments', { region: code })}
        />
      ) : null}
    </Card>
  )
}

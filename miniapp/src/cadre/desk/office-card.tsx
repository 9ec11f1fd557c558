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

/** 政策, which the offices from the township up write, and what they owe to enterprises. */
export function PolicyCard({ region, can }: Pick<Desk, 'region' | 'can'>) {
  if (region.level === 'village') return null
  const at = { region: region.code }
  return (
    <Card flush>
      <Row
        icon="policy"
        title="政策"
        detail="写政策、审查、签发；看发给了谁，快截止的、网址打不开的"
        onPress={() => goToPolicyOffice('desk', at)}
      />
      {can.write || can.publish ? (
        <Row
          icon="message"
          title="诉求"
          detail="企业和村民办事卡在哪里；一小时内联系"
          onPress={() => goToPolicyOffice('appeals', at)}
        />
      ) : null}
      {can.write ? (
        <Row
          icon="list"
          title="政策兑现"
          detail="钱到账没有，超期的排在前面"
          onPress={() => goToPolicyOffice('payments', at)}
        />
      ) : null}
    </Card>
  )
}

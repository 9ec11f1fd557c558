import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToCadre, goToOffice, goToPolicyOffice } from '../../hooks/navigation'

type Desk = Answer<'GET /api/screens/desk'>

/** What a village's office keeps: its register, and what was published before. */
export function OfficeCard({ region, can }: Pick<Desk, 'region' | 'can'>) {
  if (region.level !== 'village') return null
  const at = { region: region.code }
  return (
    <Card flush>
      {can.write ? <RegisterRow region={region} /> : null}
      {can.write ? (
        <Row
          icon="list"
          title="公开墙"
          detail="组长报上来的，点一下放进这一周的草稿"
          onPress={() => goToCadre('wall', at)}
        />
      ) : null}
      <Row
        icon="document"
        title="补录老公示"
        detail="以前公开过的补进来，不发通知；村监会整批审核一次"
        onPress={() => goToCadre('old', at)}
      />
      <Row
        icon="check"
        title="老公示体检"
        detail="哪些公开里有不能公开的号码、名单"
        onPress={() => goToCadre('checkup', at)}
      />
    </Card>
  )
}

const RegisterRow = ({ region }: Pick<Desk, 'region'>) => (
  <Row
    icon="people"
    title="户籍册"
    detail="一户一户的人；导入、导出，登记出生、去世、迁入、迁出"
    onPress={() => goToOffice('register', { region: region.code })}
  />
)

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

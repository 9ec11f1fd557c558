import { Card, Row } from '../../components'
import { officeAddress, openPage } from '../../hooks/navigation'
import type { Money } from './month-card'
import { yuanText } from './yuan'

/** The places right below: what each has left. */
export function BelowCard({ money }: { money: Money }) {
  return (
    <Card title={money.region.level === 'township' ? '各村' : '各镇'} flush>
      {money.below.map(({ region, monthlyFen, leftFen }) => (
        <Row
          key={region.code}
          icon={region.level === 'village' ? 'house' : 'building'}
          title={region.name}
          detail={
            monthlyFen > 0
              ? `还剩 ${yuanText(leftFen)}，每月最多 ${yuanText(monthlyFen)}`
              : '没有给短信费，不发短信'
          }
          onPress={() => void openPage(officeAddress('sms', { region: region.code }))}
        />
      ))}
    </Card>
  )
}

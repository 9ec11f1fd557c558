import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'

/** New accounts in the household, shown to its earlier members so that they notice a stranger. */
export function Newcomers({ me }: { me: Answer<'GET /api/screens/me'> }) {
  if (me.newcomers.length === 0) return null
  return (
    <Card title="您家有新的认证" tone="info" flush>
      {me.newcomers.map(({ account, name, since }) => (
        <Row
          key={account}
          icon="people"
          title={`有人认证为${name}`}
          detail={`${dayText(since)}。不是您家的人？点开说“不是我”`}
          onPress={() => goTo('household')}
        />
      ))}
    </Card>
  )
}

import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'

export const Privacy = () => (
  <Card flush>
    <Row icon="lock" title="您的个人信息" detail="记什么，给谁看" onPress={() => goTo('privacy')} />
  </Card>
)

import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'

export const Privacy = () => (
  <Card flush>
    <Row
      icon="lock"
      title="您的个人信息"
      detail="我们记什么，给谁看，怎么删"
      onPress={() => goTo('privacy')}
    />
  </Card>
)

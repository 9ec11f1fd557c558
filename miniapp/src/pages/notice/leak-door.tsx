import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'

/** At the foot of every notice: anybody may tell the village that it shows personal data. */
export function LeakDoor({ id }: { id: string }) {
  return (
    <Card flush>
      <Row
        icon="alert"
        title="这条里有不该公开的个人信息？"
        detail="告诉村里，马上有人核对"
        onPress={() => goTo('leak', { id })}
      />
    </Card>
  )
}

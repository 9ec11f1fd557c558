import type { NoticeView } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'

/** The way to the item of a notice. */
export function ItemDoor({ notice: { region, item } }: { notice: Pick<NoticeView, 'region' | 'item'> }) {
  return (
    <Card flush>
      <Row
        icon="catalogue"
        title={`第 ${item.no} 项 ${item.level2}`}
        detail="这一项的要求和以前公开的内容"
        onPress={() => goTo('item', { region: region.code, no: item.no })}
      />
    </Card>
  )
}

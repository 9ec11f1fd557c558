import type { PolicyView } from '@hutang/shared/contract'
import { Card, Row } from '../../components'

/** What has to be handed in; what the office has already is marked. */
export function Materials({ policy: { content } }: { policy: PolicyView }) {
  const { materials, way } = content
  if (materials.length === 0) {
    return (
      <Card title="要准备的材料">{way === 'instant' ? '不用准备材料。' : '没有写明，请打电话问清楚。'}</Card>
    )
  }
  return (
    <Card title={`要准备的材料 ${materials.length} 样`} flush>
      {materials.map(({ name, note, held }) => (
        <Row
          key={name}
          title={name}
          detail={note || undefined}
          tag={held ? { text: '不用交，窗口有', tone: 'good' } : undefined}
        />
      ))}
    </Card>
  )
}

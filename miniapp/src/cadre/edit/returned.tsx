import type { EditionWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Card } from '../../components'
import { momentText } from '../../format/date'

export function Returned({ history, state }: Pick<EditionWork, 'history' | 'state'>) {
  const newest = [...history].reverse().find(({ verb }) => verb === 'return' || verb === 'submit')
  if (newest?.verb !== 'return' || (state !== 'returned' && state !== 'draft')) return null
  return (
    <Card title="退回的原因" tone="alert">
      <Text>{newest.reason ?? '没有写原因，请问一问审核的人。'}</Text>
      <Text className="edit__note">{`${newest.by} · ${momentText(newest.at)}`}</Text>
    </Card>
  )
}

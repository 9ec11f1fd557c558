import type { EditionWork } from '@hutang/shared/contract'
import { accessTo } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { FieldProblem } from '../../api/errors'
import { Button, Card, Dialog, EmptyState, Tabs } from '../../components'
import { Reading } from '../components/reading/reading'
import type { Content } from '../table/rows'
import { type Onlooker, onlookerOf, restrictionOf, seenTable } from '../table/view'
import { audienceSentences } from '../words'
import { withoutBlocked } from './blocked'

interface PreviewDialogProps {
  open: boolean
  work: EditionWork
  content: Content
  /** What may not be published: it is not shown here either. */
  blocked: readonly FieldProblem[]
  onClose: () => void
  /** Closes the preview and goes to the first field that is blocked. */
  onMend: () => void
}

/** The notice as a villager and as an outsider will see it, by the same rules as on the server. */
export function PreviewDialog({
  open,
  work,
  content: written,
  blocked,
  onClose,
  onMend,
}: PreviewDialogProps) {
  const [who, setWho] = useState<Onlooker>('villager')
  if (!open) return null
  const content = withoutBlocked(written, blocked)
  const { item, region, pictures: all } = work
  const pictures = all.filter(
    (_, at) =>
      !blocked.some(({ field, message }) => field === 'pictures' && message.startsWith(`第 ${at + 1} 张`)),
  )
  const viewer = onlookerOf(who, region.code, content.table)
  const hidden = accessTo(viewer, restrictionOf(item, region.code)) === 'title'
  const example = viewer.residences[0]?.household
  return (
    <Dialog open title="公开后的样子" onClose={onClose}>
      <Tabs
        label="谁在看"
        tabs={[
          { id: 'villager', name: '村民看到的' },
          { id: 'visitor', name: '外人看到的' },
        ]}
        current={who}
        onChange={setWho}
      />
      {audienceSentences(item).map((sentence) => (
        <Text className="edit__note" key={sentence}>
          {sentence}
        </Text>
      ))}
      {blocked.length > 0 ? (
        <Card tone="warning" title={`有 ${blocked.length} 处不能公开，还没改`}>
          <Text>这些地方预览里不显示。改好以后再看。</Text>
          <View className="edit__below">
            <Button kind="secondary" onPress={onMend}>
              去改第一处
            </Button>
          </View>
        </Card>
      ) : null}
      {example && !hidden ? <Text className="edit__note">{`“我家”以户号 ${example} 为例。`}</Text> : null}
      {hidden ? (
        <EmptyState icon="lock" title={content.title || '（还没有标题）'} detail="本村村民认证后可看" />
      ) : (
        <Reading
          content={content}
          table={content.table ? seenTable(content.table, item, region.code, viewer) : null}
          pictures={pictures}
        />
      )}
    </Dialog>
  )
}

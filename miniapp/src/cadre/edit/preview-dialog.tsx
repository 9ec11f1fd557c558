import type { EditionWork } from '@hutang/shared/contract'
import { accessTo } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Dialog, EmptyState, Tabs } from '../../components'
import { Reading } from '../components/reading/reading'
import type { Content } from '../table/rows'
import { type Onlooker, onlookerOf, restrictionOf, seenTable } from '../table/view'
import { audienceSentences } from '../words'

interface PreviewDialogProps {
  open: boolean
  work: EditionWork
  content: Content
  onClose: () => void
}

/** The notice as a villager and as an outsider will see it, by the same rules as on the server. */
export function PreviewDialog({ open, work, content, onClose }: PreviewDialogProps) {
  const [who, setWho] = useState<Onlooker>('villager')
  if (!open) return null
  const { item, region, pictures } = work
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

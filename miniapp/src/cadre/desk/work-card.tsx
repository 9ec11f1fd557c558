import type { WorkLine } from '@hutang/shared/contract'
import type { ReactNode } from 'react'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'
import { stateTag } from '../words'

export interface WorkCardProps {
  title: string
  lines: readonly WorkLine[]
  onOpen: (line: WorkLine) => void
  /** What can be done with a line at once, below it. */
  below?: (line: WorkLine) => ReactNode
}

export function WorkCard({ title, lines, onOpen, below }: WorkCardProps) {
  if (lines.length === 0) return null
  return (
    <Card title={`${title} ${lines.length}`} flush>
      {lines.map((line) => (
        <Row
          key={line.notice}
          title={line.title || line.itemName}
          detail={line.reason ? `退回原因：${line.reason}` : undefined}
          note={noteOf(line)}
          tag={{ text: line.stateText, ...stateTag[line.state] }}
          onPress={() => onOpen(line)}
        >
          {below?.(line)}
        </Row>
      ))}
    </Card>
  )
}

const noteOf = (line: WorkLine): string =>
  [
    line.editionNo > 1 ? `更正，第 ${line.editionNo} 版` : '',
    line.title ? `${line.itemNo} ${line.itemName}` : `事项 ${line.itemNo}`,
    line.mine ? '' : line.author,
    line.scheduledFor ? `${momentText(line.scheduledFor)}发布` : momentText(line.updatedAt),
  ]
    .filter(Boolean)
    .join(' · ')

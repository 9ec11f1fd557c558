import type { WorkLine } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'
import { stateTag } from '../words'

export interface WorkCardProps {
  title: string
  lines: readonly WorkLine[]
  onOpen: (line: WorkLine) => void
}

export function WorkCard({ title, lines, onOpen }: WorkCardProps) {
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
        />
      ))}
    </Card>
  )
}

const noteOf = ({ itemNo, itemName, title, mine, author, updatedAt }: WorkLine): string =>
  [title ? `${itemNo} ${itemName}` : `事项 ${itemNo}`, mine ? '' : author, momentText(updatedAt)]
    .filter(Boolean)
    .join(' · ')

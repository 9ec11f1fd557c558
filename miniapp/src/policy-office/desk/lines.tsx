import type { PolicyWorkLine } from '@hutang/shared/contract'
import { useState } from 'react'
import { Button, Card, Row } from '../../components'
import type { RowTag } from '../../components/row/row'
import { momentText } from '../../format/date'
import { stateTag } from '../words'

const few = 6

interface LinesProps {
  title: string
  lines: readonly PolicyWorkLine[]
  tone?: 'alert' | 'warning'
  /** Of what is public its window is told, of the rest the step it is in. */
  published?: boolean
  onOpen: (line: PolicyWorkLine) => void
}

/** Policies in one state of the work. */
export function Lines({ title, lines, tone, published, onOpen }: LinesProps) {
  const [all, setAll] = useState(false)
  if (lines.length === 0) return null
  const shown = all ? lines : lines.slice(0, few)
  return (
    <Card title={`${title} ${lines.length}`} flush tone={tone}>
      {shown.map((line) => (
        <Row
          key={line.id}
          title={line.title || '还没有标题'}
          detail={detailOf(line)}
          note={published ? publishedNote(line) : workNote(line)}
          tag={published ? windowTag(line) : { text: line.stateText, ...stateTag[line.state] }}
          onPress={() => onOpen(line)}
        />
      ))}
      {shown.length < lines.length ? (
        <Button kind="quiet" onPress={() => setAll(true)}>{`看全部 ${lines.length} 条`}</Button>
      ) : null}
    </Card>
  )
}

function detailOf({ reason, deadLinks, missing }: PolicyWorkLine): string | undefined {
  if (reason) return `退回原因：${reason}`
  if (deadLinks.length > 0) return deadLinks.map(({ text }) => text).join('；')
  return missing.length > 0 ? `三同步还差：${missing.join('、')}` : undefined
}

const workNote = ({ documentNo, edition, mine, author, updatedAt }: PolicyWorkLine): string =>
  [edition > 1 ? `更正，第 ${edition} 版` : '', documentNo, mine ? '' : author, momentText(updatedAt)]
    .filter(Boolean)
    .join(' · ')

const publishedNote = ({ status, applied }: PolicyWorkLine): string =>
  [status.deadline.replace(/。$/, ''), applied > 0 ? `点过“我要办” ${applied} 次` : '']
    .filter(Boolean)
    .join(' · ')

const windowTones: Record<PolicyWorkLine['status']['state'], RowTag['tone']> = {
  notYet: 'info',
  open: 'good',
  closing: 'soon',
  closed: 'plain',
  spent: 'missing',
  paused: 'missing',
  expired: 'plain',
}

const windowTag = ({ status }: PolicyWorkLine): RowTag => ({
  text: status.text,
  tone: windowTones[status.state],
})

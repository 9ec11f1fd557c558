import type { PolicyWork } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'

type Verb = PolicyWork['history'][number]['verb']

const words: Record<Verb, string> = {
  create: '开始起草',
  submit: '送保密审查',
  approve: '保密审查通过',
  publish: '签发',
  schedule: '定好了签发时间',
  correct: '开始更正',
  edit: '改过',
  return: '退回',
  cancel: '系统取消了签发',
  handOver: '交接',
}

interface Line {
  title: string
  detail: string | undefined
  by: string
  at: string
}

/** Who did what and when, the newest first: the steps of this edition, and 额满, 暂停, 延期, 撤回 beside them. */
export function HistoryCard({ work: { history, steps } }: { work: PolicyWork }) {
  const lines: Line[] = [
    ...history.map(({ verb, by, at, reason }) => ({
      title: words[verb],
      detail: reason ? `原因：${reason}` : undefined,
      by,
      at,
    })),
    ...steps.map(({ text, by, at, note }) => ({ title: text, detail: note || undefined, by, at })),
  ].sort((a, b) => b.at.localeCompare(a.at))
  if (lines.length === 0) return null
  return (
    <Card title="办理经过" flush>
      {lines.map(({ title, detail, by, at }) => (
        <Row key={`${at}${title}`} title={title} detail={detail} note={`${by} · ${momentText(at)}`} />
      ))}
    </Card>
  )
}

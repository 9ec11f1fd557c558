import type { EditionWork } from '@hutang/shared/contract'
import { verbTextIn } from '@hutang/shared/rules'
import { Card, Row } from '../../../components'
import { momentText } from '../../../format/date'

const verbs: Record<Step, string> = {
  create: '开始起草',
  correct: '开始更正',
  edit: '改过，重新成为草稿',
  submit: '送审',
  approve: '审核通过',
  return: '退回',
  schedule: '定好了发布时间',
  cancel: '取消了定时',
  publish: '发布',
  handOver: '交接',
}

type Step = EditionWork['history'][number]['verb']

/** A township's steps have names of their own. */
const wordOf = (verb: Step, level: string): string =>
  level === 'township' && (verb === 'submit' || verb === 'approve' || verb === 'publish')
    ? verbTextIn(verb, level)
    : verbs[verb]

const reasonOf = ({ verb, reason }: EditionWork['history'][number]) =>
  reason && verb !== 'handOver' ? `原因：${reason}` : (reason ?? undefined)

/** 办理经过: who did what and when, newest first. */
export function History({ history, level }: { history: EditionWork['history']; level: string }) {
  if (history.length === 0) return null
  return (
    <Card title="办理经过" flush>
      {[...history].reverse().map((step) => (
        <Row
          key={`${step.at}${step.verb}`}
          title={wordOf(step.verb, level)}
          detail={reasonOf(step)}
          note={`${step.by} · ${momentText(step.at)}`}
        />
      ))}
    </Card>
  )
}

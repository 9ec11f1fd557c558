import type { EditionWork } from '@hutang/shared/contract'
import { verbTextIn } from '@hutang/shared/rules'
import { Card, Pictures, Row } from '../../../components'
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

const reasonOf = ({ verb, reason }: EditionWork['history'][number]) => {
  if (!reason || verb === 'handOver' || verb === 'publish') return reason ?? undefined
  return `${verb === 'approve' ? '意见' : '原因'}：${reason}`
}

/** 办理经过: who did what and when, newest first; of a signed sheet (审核单) its photo, too. */
export function History({ history, level }: { history: EditionWork['history']; level: string }) {
  if (history.length === 0) return null
  return (
    <Card title="办理经过" flush>
      {[...history].reverse().map((step) => {
        const { verb, by, at, paper } = step
        const words = wordOf(verb, level)
        return (
          <Row
            key={`${at}${verb}`}
            title={paper ? `${words}（线下审核）` : words}
            detail={reasonOf(step)}
            note={`${paper ? `${by}签字，${paper.by}拍照交来` : by} · ${momentText(at)}`}
          >
            {paper?.picture ? <Pictures pictures={[paper.picture]} /> : undefined}
          </Row>
        )
      })}
    </Card>
  )
}

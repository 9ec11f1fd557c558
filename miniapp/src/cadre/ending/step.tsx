import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { keyed } from '../../api/idempotency'
import { Button, Card, Problem, Switch, Textarea, toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { Confirm } from '../components/confirm/confirm'
import { Reach } from '../components/reach/reach'
import { Line, Steps } from '../components/steps/steps'
import { endingWords } from '../ending-words'

export type PlainVerb = 'withdraw' | 'hide' | 'unhide'

const longestReason = 300

/** One step: what will happen, the reason, and who is told. */
export function Step({ id, verb, title }: { id: string; verb: PlainVerb; title: string }) {
  const words = endingWords[verb]
  const screen = useScreen('GET /api/screens/notice', { query: { id } })
  const [reason, setReason] = useState('')
  const [told, setTold] = useState<boolean>()
  const [asking, setAsking] = useState(false)
  const ability = screen.data?.endings.find((one) => one.verb === verb)
  const tell = told ?? ability?.tellsByDefault ?? false
  const step = useAction((key) => {
    const given = reason.trim()
    const sent = { params: { id }, idempotencyKey: keyed(key, { verb, given, tell }) }
    if (verb === 'withdraw')
      return call('POST /api/notices/:id/withdraw', { ...sent, body: { reason: given, tell } })
    if (verb === 'hide') return call('POST /api/notices/:id/hide', { ...sent, body: { reason: given } })
    return call('POST /api/notices/:id/unhide', { ...sent, body: given ? { reason: given } : {} })
  })
  const run = async () => {
    if (!(await step.run())) return
    toast(words.done)
    goBack()
  }
  const against = reasonAgainst(ability, reason, words.reason?.optional === true)
  return (
    <Page
      title={title}
      screen={screen}
      foot={
        screen.data ? (
          <>
            {asking ? null : <Problem error={step.error} />}
            <Button
              busy={step.busy}
              reason={screen.copiedAt === undefined ? against : '没有网络，连上后再办'}
              onPress={() => (verb === 'withdraw' ? setAsking(true) : void run())}
            >
              {words.name}
            </Button>
          </>
        ) : undefined
      }
    >
      {({ notice }) => (
        <>
          <Card>
            <Line>{`《${notice.title}》`}</Line>
          </Card>
          <Steps title="接下来会这样" lines={words.steps} tone="info" />
          {words.reason ? (
            <Card>
              <Textarea
                label={words.reason.label}
                required={!words.reason.optional}
                hint={words.reason.hint}
                maxLength={longestReason}
                value={reason}
                onChange={setReason}
                error={step.error?.fieldMessage('reason')}
              />
            </Card>
          ) : null}
          {verb === 'withdraw' ? (
            <Card>
              <Switch
                label="告诉收到过这条的人"
                detail="他们的消息里会多一条“已撤回”"
                on={tell}
                onChange={setTold}
              />
              {tell ? <Reach notice={id} ending="withdrawn" /> : null}
            </Card>
          ) : null}
          <Confirm
            open={asking}
            title={`要${words.name}吗？`}
            lines={[`《${notice.title}》`, `原因：${reason.trim()}`, ...words.steps]}
            action={words.name}
            write={step}
            onConfirm={() => void run()}
            onClose={() => setAsking(false)}
          />
        </>
      )}
    </Page>
  )
}

type EndingAbility = Answer<'GET /api/screens/notice'>['endings'][number]

function reasonAgainst(
  ability: EndingAbility | undefined,
  reason: string,
  optional: boolean,
): string | undefined {
  if (!ability) return '这一步要由书记、主任、村监会或镇里来办'
  if (!ability.allowed) return ability.failureReasons.join('') || '现在不能这样做。'
  return optional || reason.trim() ? undefined : '请先写明原因'
}

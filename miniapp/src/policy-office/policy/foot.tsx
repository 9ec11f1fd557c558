import type { PolicyWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Dialog, Problem, Textarea, toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { mayDo, reasonsAgainst } from '../abilities'
import { openEditInstead } from '../open'
import { ScheduleButton, Scheduled } from './schedule'

interface FootProps {
  work: PolicyWork
  reload: () => Promise<void>
}

/** The one step that is due. */
export function Foot({ work, reload }: FootProps) {
  switch (work.state) {
    case 'submitted':
      return <Review work={work} reload={reload} />
    case 'approved':
      return <Publish work={work} reload={reload} />
    case 'scheduled':
      return <Scheduled work={work} reload={reload} />
    case 'draft':
    case 'returned':
      return mayDo(work, 'edit') ? (
        <Button icon="edit" onPress={() => openEditInstead(work.id)}>
          去写
        </Button>
      ) : (
        <Text className="policy-work__state">{`${work.stateText}，还在${work.author}手里`}</Text>
      )
    default:
      return null
  }
}

function Review({ work, reload }: FootProps) {
  const [asking, setAsking] = useState<'approve' | 'return'>()
  const [reason, setReason] = useState('')
  const review = useAction(async (key, decision: 'approve' | 'return') => {
    const body = {
      decision,
      contentHash: work.contentHash,
      ...(decision === 'return' ? { reason: reason.trim() } : {}),
    }
    await call('POST /api/policies/:id/review', {
      params: { id: work.id },
      body,
      idempotencyKey: keyed(key, body),
    })
  })
  const decide = async (decision: 'approve' | 'return') => {
    if (await review.run(decision)) {
      toast(decision === 'approve' ? '已通过，等签发人签发' : '已退回给写的人')
      goBack()
    } else await reload()
  }
  const against = reasonsAgainst(work, 'approve')
  if (against.length > 0) return <Text className="policy-work__state">{against.join('')}</Text>
  return (
    <View>
      <View className="policy-work__pair">
        <Button kind="secondary" icon="return" onPress={() => setAsking('return')}>
          退回
        </Button>
        <Button icon="check" onPress={() => setAsking('approve')}>
          通过
        </Button>
      </View>
      <Dialog
        open={asking !== undefined}
        title={asking === 'return' ? '退回给写的人' : '保密审查通过？'}
        onClose={() => setAsking(undefined)}
        actions={
          <Button
            busy={review.busy}
            reason={asking === 'return' && reason.trim() === '' ? '请先写明原因' : undefined}
            onPress={() => void decide(asking ?? 'return')}
          >
            {asking === 'return' ? '退回' : '通过'}
          </Button>
        }
      >
        {asking === 'return' ? (
          <Textarea
            label="退回原因"
            required
            hint="写清哪里要改、怎么改。例：第三条没有写“以上”还是“超过”，请对照原文。"
            maxLength={300}
            value={reason}
            onChange={setReason}
            error={review.error?.fieldMessage('reason')}
          />
        ) : (
          <Text className="policy-work__words">
            通过的就是您刚才看到的内容；再改一个字，都要重新审查。通过以后由签发人签发。
          </Text>
        )}
        <Problem error={review.error} />
      </Dialog>
    </View>
  )
}

function Publish({ work, reload }: FootProps) {
  const [asking, setAsking] = useState(false)
  const publish = useAction(async (key) => {
    const body = { contentHash: work.contentHash }
    await call('POST /api/policies/:id/publish', {
      params: { id: work.id },
      body,
      idempotencyKey: keyed(key, body),
    })
  })
  const confirm = async () => {
    if (await publish.run()) {
      setAsking(false)
      toast(work.edition > 1 ? '更正已经公开' : '已经公开，符合条件的企业会收到消息')
    }
    await reload()
  }
  const against = reasonsAgainst(work, 'publish')
  if (against.length > 0) return <Text className="policy-work__state">{against.join('')}</Text>
  return (
    <>
      <Button icon="bell" onPress={() => setAsking(true)}>
        签发
      </Button>
      <ScheduleButton work={work} reload={reload} />
      <Dialog
        open={asking}
        title="现在公开？"
        onClose={() => setAsking(false)}
        actions={
          <Button busy={publish.busy} onPress={() => void confirm()}>
            确定签发
          </Button>
        }
      >
        {[
          `《${work.content.title}》`,
          '公开的就是保密审查通过的内容，一字不改。',
          '符合条件、可能符合的企业，和订阅了这类政策的人会收到；同一家企业只告诉一次。',
        ].map((line) => (
          <Text className="policy-work__words" key={line}>
            {line}
          </Text>
        ))}
        <Problem error={publish.error} />
      </Dialog>
    </>
  )
}

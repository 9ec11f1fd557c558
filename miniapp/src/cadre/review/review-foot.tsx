import type { EditionWork } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Dialog, Problem, Textarea, toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { reasonsAgainst } from '../abilities'
import { Confirm } from '../components/confirm/confirm'

export interface FootProps {
  work: EditionWork
  /** Why nothing can be decided now: only an old copy is shown. Undefined when it is fresh. */
  old: string | undefined
  reload: () => Promise<void>
}

export function ReviewFoot({ work, old, reload }: FootProps) {
  const words = officeWords(work.region.level)
  const [asking, setAsking] = useState<'approve' | 'return'>()
  const [reason, setReason] = useState('')
  const review = useAction(async (key, decision: 'approve' | 'return') => {
    const body = {
      decision,
      contentHash: work.contentHash,
      ...(decision === 'return' ? { reason: reason.trim() } : {}),
    }
    await call('POST /api/notices/:id/review', {
      params: { id: work.notice },
      body,
      idempotencyKey: keyed(key, body),
    })
  })
  const decide = async (decision: 'approve' | 'return') => {
    if (await review.run(decision)) {
      toast(decision === 'approve' ? `已通过，等${words.publisher}${words.publish}` : '已退回给作者')
      goBack()
    } else await reload()
  }
  const close = () => setAsking(undefined)
  const against = old ? [old] : reasonsAgainst(work, 'approve')
  const againstReturn = old ? [old] : reasonsAgainst(work, 'return')
  const shared = against.join('；') === againstReturn.join('；')
  return (
    <View>
      <View className="review__pair">
        <Button
          kind="secondary"
          icon="return"
          disabled={againstReturn.length > 0}
          reason={shared || againstReturn.length === 0 ? undefined : againstReturn.join('；')}
          label={againstReturn.length > 0 ? `退回，${againstReturn.join('；')}` : undefined}
          onPress={() => setAsking('return')}
        >
          退回
        </Button>
        <Button
          icon="check"
          disabled={against.length > 0}
          label={against.length > 0 ? `通过，${against.join('；')}` : undefined}
          onPress={() => setAsking('approve')}
        >
          通过
        </Button>
      </View>
      {against.length > 0 ? <Text className="review__state">{against.join('；')}</Text> : null}
      <Confirm
        open={asking === 'approve'}
        title={`${words.review}通过？`}
        lines={[
          `通过的就是您刚才看到的内容；作者再改一个字，都要重新${words.review}。`,
          `通过以后由${words.publisher}${words.publish}。`,
        ]}
        action="通过"
        write={review}
        onConfirm={() => void decide('approve')}
        onClose={close}
      />
      <Dialog
        open={asking === 'return'}
        title="退回给作者"
        onClose={close}
        actions={
          <Button
            busy={review.busy}
            reason={reason.trim() ? undefined : '请先写明原因'}
            onPress={() => void decide('return')}
          >
            退回
          </Button>
        }
      >
        <Textarea
          label="退回原因"
          required
          hint="写清哪里要改、怎么改。例：流转费合计与表格不一致，请核对三组的两行。"
          maxLength={300}
          value={reason}
          onChange={setReason}
          error={review.error?.fieldMessage('reason')}
        />
        <Problem error={review.error} />
      </Dialog>
    </View>
  )
}

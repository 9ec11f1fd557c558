import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, toast } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { mayDo, reasonsAgainst } from '../abilities'
import { Confirm } from '../components/confirm/confirm'
import type { FootProps } from './review-foot'

/** While a publication waits for its time: when it is, and the way to take it back. */
export function ScheduledFoot({ work, old, reload }: FootProps) {
  const [asking, setAsking] = useState(false)
  const cancel = useAction((key) =>
    call('POST /api/notices/:id/cancel', {
      params: { id: work.notice },
      idempotencyKey: keyed(key, work.scheduledFor),
    }),
  )
  const confirm = async () => {
    const done = await cancel.run()
    if (done) {
      setAsking(false)
      toast('已经取消，还没有公开')
    }
    await reload()
  }
  const against = old ? [old] : reasonsAgainst(work, 'cancel')
  return (
    <View>
      <Text className="review__state">
        {work.scheduledFor ? `定在 ${momentText(work.scheduledFor)} 自动公开` : work.stateText}
      </Text>
      {mayDo(work, 'cancel') || old ? (
        <Button
          kind="secondary"
          reason={against.length > 0 ? against.join('；') : undefined}
          onPress={() => setAsking(true)}
        >
          取消定时
        </Button>
      ) : null}
      <Confirm
        open={asking}
        title="取消定时发布？"
        lines={['到时间不会自动公开，退回到“等我发布”里。审核通过的内容不变。']}
        action="取消定时"
        write={cancel}
        onConfirm={() => void confirm()}
        onClose={() => setAsking(false)}
      />
    </View>
  )
}

import type { PolicyWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Dialog, Problem, RadioGroup, toast } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { reasonsAgainst } from '../abilities'
import { DayInput } from '../fields/day-input'

interface ScheduleProps {
  work: PolicyWork
  reload: () => Promise<void>
}

const hours = ['08:00', '12:00', '18:30'] as const

/** 定时签发: a day and an hour of Shanghai. */
export function ScheduleButton({ work, reload }: ScheduleProps) {
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState<string | null>(null)
  const [hour, setHour] = useState<(typeof hours)[number]>('08:00')
  const save = useAction(async (key) => {
    const at = new Date(`${day}T${hour}:00+08:00`).toISOString()
    const body = { at, contentHash: work.contentHash }
    await call('POST /api/policies/:id/schedule', {
      params: { id: work.id },
      body,
      idempotencyKey: keyed(key, body),
    })
    setOpen(false)
    toast('到时自动公开')
    await reload()
  })
  if (reasonsAgainst(work, 'schedule').length > 0) return null
  return (
    <>
      <Button kind="quiet" icon="clock" onPress={() => setOpen(true)}>
        定时签发
      </Button>
      <Dialog
        open={open}
        title="到什么时候自动公开？"
        onClose={() => setOpen(false)}
        actions={
          <Button
            busy={save.busy}
            reason={day === null ? '请填哪一天' : undefined}
            onPress={() => void save.run()}
          >
            定好了
          </Button>
        }
      >
        <DayInput
          label="哪一天"
          required
          value={day}
          error={save.error?.fieldMessage('at')}
          onChange={setDay}
        />
        <RadioGroup
          label="几点"
          value={hour}
          choices={hours.map((value) => ({ value, label: value }))}
          onChange={setHour}
        />
        <Problem error={save.error} />
      </Dialog>
    </>
  )
}

/** A time is set: when, and the way back. */
export function Scheduled({ work, reload }: ScheduleProps) {
  const cancel = useAction(async (key) => {
    await call('POST /api/policies/:id/cancel', { params: { id: work.id }, idempotencyKey: key })
    await reload()
  })
  const against = reasonsAgainst(work, 'cancel')
  return (
    <View>
      <Text className="policy-work__state">
        {work.scheduledFor ? `${momentText(work.scheduledFor)}自动公开` : work.stateText}
      </Text>
      <Problem error={cancel.error} />
      {against.length > 0 ? null : (
        <Button kind="secondary" icon="return" busy={cancel.busy} onPress={() => void cancel.run()}>
          取消定时
        </Button>
      )}
    </View>
  )
}

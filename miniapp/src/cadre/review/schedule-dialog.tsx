import type { EditionWork } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Dialog, Problem, Select, toast } from '../../components'
import { clock } from '../../format/clock'
import { momentText } from '../../format/date'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Reach } from '../components/reach/reach'
import { Line } from '../components/steps/steps'
import { dayChoices, instantOf, timeChoices } from '../schedule-times'

interface ScheduleDialogProps {
  open: boolean
  work: EditionWork
  /** Somebody is told when it is published. */
  tells: boolean
  onClose: () => void
}

/** 定时发布: a day and a time at which exactly the approved content is published. */
export function ScheduleDialog({ open, work, tells, onClose }: ScheduleDialogProps) {
  const now = new Date(clock.now())
  const days = dayChoices(now)
  const [day, setDay] = useState<string>()
  const [time, setTime] = useState<string>()
  const times = timeChoices(day ?? '', now)
  const at = day && times.some(({ value }) => value === time) ? instantOf(day, time ?? '') : undefined
  const schedule = useAction((key, instant: string) => {
    const body = { at: instant, contentHash: work.contentHash }
    return call('POST /api/notices/:id/schedule', {
      params: { id: work.notice },
      body,
      idempotencyKey: keyed(key, body),
    })
  })
  const confirm = async () => {
    if (!at || !(await schedule.run(at))) return
    toast(`定在 ${momentText(at)} 发布`)
    goBack()
  }
  return (
    <Dialog
      open={open}
      title="定时发布"
      onClose={onClose}
      actions={
        <Button
          busy={schedule.busy}
          reason={at ? undefined : '请先选日子和几点'}
          onPress={() => void confirm()}
        >
          {at ? `定在 ${momentText(at)}` : '定下来'}
        </Button>
      }
    >
      <Select label="哪一天" value={day} choices={days} onChange={setDay} />
      {day ? <Select label="几点" value={time} choices={times} onChange={setTime} /> : null}
      {open && at && tells ? <Reach notice={work.notice} at={at} /> : null}
      <Line>到时间自动公开，公开的就是审核通过的内容。之前随时可以取消。</Line>
      <Problem error={schedule.error} />
    </Dialog>
  )
}

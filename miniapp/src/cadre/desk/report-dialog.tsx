import type { LeakReportCard } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Elements, Problem, Textarea, toast } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { openLeaked } from '../open'

interface ReportDialogProps {
  /** Undefined while the dialog is closed. */
  report: LeakReportCard | undefined
  onClose: () => void
  onDone: () => void
}

/** A report of a leak: look at the notice and hide it, or close the report with what was done. Each has its own (`key`). */
export function ReportDialog({ report, onClose, onDone }: ReportDialogProps) {
  const [closing, setClosing] = useState(false)
  const [done, setDone] = useState('')
  const close = useAction((_key, id: string) =>
    call('POST /api/leak-reports/:id/close', { params: { id }, body: { done: done.trim() } }),
  )
  if (!report) return null
  const finish = async () => {
    if (!(await close.run(report.id))) return
    toast('已经办结')
    onDone()
  }
  const actions = closing ? (
    <Button
      busy={close.busy}
      reason={done.trim().length > 1 ? undefined : '请先写明怎样处理的'}
      onPress={() => void finish()}
    >
      办结
    </Button>
  ) : (
    <>
      <Button
        onPress={() => {
          onClose()
          openLeaked(report)
        }}
      >
        去看这条，可以先遮住
      </Button>
      <Button kind="secondary" onPress={() => setClosing(true)}>
        核对过了，办结
      </Button>
    </>
  )
  return (
    <Dialog open title="有人说泄露了个人信息" onClose={onClose} actions={actions}>
      <Elements
        items={[
          { name: '说的是', text: report.what || '（内容已随公开一起撤下）' },
          { name: '哪一条', text: report.title ?? report.itemName },
          { name: '什么时候说的', text: momentText(report.at) },
        ]}
      />
      {closing ? (
        <Textarea
          label="怎样处理的"
          required
          hint="告诉的人会看到。例：核对过，那是村办公室的电话，可以公开。"
          maxLength={300}
          value={done}
          onChange={setDone}
          error={close.error?.fieldMessage('done')}
        />
      ) : null}
      <Problem error={close.error} />
    </Dialog>
  )
}

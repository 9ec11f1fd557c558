import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Dialog, Input, Problem, RadioGroup, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

interface ReportDialogProps {
  wall: Answer<'GET /api/regions/:code/wall'>
  onClose: () => void
  onDone: () => void
}

/** Three lines: where, what, how far. */
export function ReportDialog({ wall: { region, groups }, onClose, onDone }: ReportDialogProps) {
  const [group, setGroup] = useState(groups[0] ?? '')
  const [place, setPlace] = useState('')
  const [problem, setProblem] = useState('')
  const [progress, setProgress] = useState('')
  const send = useAction(async () => {
    await call('POST /api/regions/:code/wall', {
      params: { code: region.code },
      body: { group, place: place.trim(), problem: problem.trim(), progress: progress.trim() },
    })
    toast('报上去了，村经办会看到')
    onDone()
  })
  const field = (at: string) => send.error?.fieldMessage(at)
  const missing = !place.trim()
    ? '请写地点'
    : !problem.trim()
      ? '请写问题'
      : !progress.trim()
        ? '请写进度'
        : undefined
  return (
    <Dialog
      open
      title="报一条"
      onClose={onClose}
      actions={
        <Button busy={send.busy} reason={missing} onPress={() => void send.run()}>
          报给村经办
        </Button>
      }
    >
      {groups.length > 1 ? (
        <RadioGroup
          label="哪个组"
          value={group}
          choices={groups.map((one) => ({ value: one, label: one }))}
          onChange={setGroup}
        />
      ) : null}
      <Input
        label="地点"
        required
        hint="例：东河边仓库后面"
        maxLength={60}
        value={place}
        onChange={setPlace}
        error={field('place')}
      />
      <Textarea label="问题" maxLength={200} value={problem} onChange={setProblem} error={field('problem')} />
      <Input
        label="进度"
        required
        hint="例：约好周五前清完"
        maxLength={100}
        value={progress}
        onChange={setProgress}
        error={field('progress')}
      />
      <Text className="edit__note">公开墙上不写姓名。写了村民的姓名，会自动遮住。</Text>
      <Problem error={send.error} />
    </Dialog>
  )
}

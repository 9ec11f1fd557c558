import type { Ask, Post } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem } from '../../components'
import { plainDay } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { Asks, unanswered } from '../components/asks/asks'
import type { Wanted } from './wanted'

interface LeaveDialogProps {
  post: Post
  onClose: () => void
  onDone: () => void
  onDeputy: (wanted: Wanted) => void
}

/** 请假, and then whether somebody stands in. */
export function LeaveDialog({ post, onClose, onDone, onDeputy }: LeaveDialogProps) {
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [asks, setAsks] = useState<Ask[]>([])
  const [given, setGiven] = useState<Record<string, string>>({})
  const [rests, setRests] = useState(false)
  const leave = useAction(async () => {
    const answer = await call('POST /api/posts/:id/leave', {
      params: { id: post.id },
      body: { from, until, ...(given.last ? { alone: true } : {}) },
    })
    setAsks(answer.asks)
    setRests(answer.post !== null)
  })
  if (rests)
    return (
      <Dialog
        open
        title="登记好了"
        onClose={onDone}
        actions={
          <>
            <Button onPress={() => onDeputy({ region: post.region, role: post.role, from, until })}>
              安排代理
            </Button>
            <Button kind="secondary" onPress={onDone}>
              不用代理
            </Button>
          </>
        }
      >
        <Text className="posts__line">{`${post.name}${plainDay(from)}到${plainDay(until)}请假，这几天不能办${post.roleText}的事，过后自动恢复。`}</Text>
      </Dialog>
    )
  const missing = from && until ? unanswered(asks, given) : '请先写第一天和最后一天'
  const day = (set: (value: string) => void) => (value: string) => {
    set(value)
    setAsks([])
  }
  return (
    <Dialog
      open
      title={`${post.name}：请假`}
      onClose={onClose}
      actions={
        <Button busy={leave.busy} reason={missing} onPress={() => void leave.run()}>
          登记请假
        </Button>
      }
    >
      <Input
        label="第一天"
        required
        hint="写成 2026-12-01。"
        maxLength={10}
        value={from}
        onChange={day(setFrom)}
        error={leave.error?.fieldMessage('from')}
      />
      <Input
        label="最后一天"
        required
        maxLength={10}
        value={until}
        onChange={day(setUntil)}
        error={leave.error?.fieldMessage('until')}
      />
      <Asks asks={asks} given={given} onAnswer={(what, value) => setGiven({ ...given, [what]: value })} />
      <Problem error={leave.error} />
    </Dialog>
  )
}

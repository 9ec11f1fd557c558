import type { Ask, Post } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem, RadioGroup, toast } from '../../components'
import { plainDay } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { Asks, unanswered } from '../components/asks/asks'

interface EndDialogProps {
  post: Post
  onClose: () => void
  onDone: () => void
}

type When = 'now' | 'day' | 'never'

/** Sets the end of a post; whoever goes on with the work is asked for where there is some. */
export function EndDialog({ post, onClose, onDone }: EndDialogProps) {
  const [when, setWhen] = useState<When>('day')
  const [last, setLast] = useState(post.until ?? '')
  const [asks, setAsks] = useState<Ask[]>([])
  const [given, setGiven] = useState<Record<string, string>>({})
  const end = useAction(async () => {
    const { last: alone, handover } = given
    const answer = await call('POST /api/posts/:id/end', {
      params: { id: post.id },
      body: {
        ...(when === 'day' ? { last } : {}),
        ...(when === 'never' ? { never: true } : {}),
        ...(alone ? { alone: true } : {}),
        ...(handover ? { successor: handover } : {}),
      },
    })
    setAsks((known) => [...known.filter(({ what }) => what in given), ...answer.asks])
    if (!answer.post) return
    toast(doneText(post, answer.post, answer))
    onDone()
  })
  const choose = (next: When) => {
    setWhen(next)
    setAsks([])
    setGiven({})
  }
  const missing = when === 'day' && last.trim() === '' ? '请先写最后一天' : unanswered(asks, given)
  return (
    <Dialog
      open
      title={`${post.name}：${post.roleText}到哪天止`}
      onClose={onClose}
      actions={
        <Button busy={end.busy} reason={missing} onPress={() => void end.run()}>
          {when === 'now' ? '现在就结束' : '就这样定'}
        </Button>
      }
    >
      <RadioGroup
        label="什么时候"
        value={when}
        choices={[
          { value: 'day', label: '到某一天为止', detail: '那一天还在岗位上，过了零点就不在了' },
          { value: 'now', label: '现在就结束', detail: '手机和电脑上的权限一秒内收回' },
          ...(post.until && !post.own
            ? [{ value: 'never' as const, label: '不定，接着干', detail: '去掉原来定的结束日期' }]
            : []),
        ]}
        onChange={choose}
      />
      {when === 'day' ? (
        <Input
          label="最后一天"
          required
          hint="写成 2026-12-31。"
          maxLength={10}
          value={last}
          onChange={(value) => {
            setLast(value)
            setAsks([])
          }}
          error={end.error?.fieldMessage('last')}
        />
      ) : null}
      <Asks asks={asks} given={given} onAnswer={(what, value) => setGiven({ ...given, [what]: value })} />
      <Text className="posts__line">
        写过的公开信息还是他写的：不论以后有什么岗位，都不能审核、发布自己写的。
      </Text>
      <Problem error={end.error} />
    </Dialog>
  )
}

function doneText(before: Post, after: Post, work: { unfinished: number; successor: string | null }): string {
  const when = after.until ? `到${plainDay(after.until)}为止` : '不定结束日期'
  const left =
    work.unfinished > 0 && work.successor ? `，${work.unfinished}件没办完的转给${work.successor}` : ''
  return `${before.name}${when}${left}`
}

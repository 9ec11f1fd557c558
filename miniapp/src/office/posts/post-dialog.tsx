import type { Post } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Elements, Problem, toast } from '../../components'
import { plainDay } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { EndDialog } from './end-dialog'
import { InviteDialog } from './invite-dialog'
import { LeaveDialog } from './leave-dialog'
import type { Wanted } from './wanted'

interface PostDialogProps {
  post: Post
  manages: boolean
  onClose: () => void
  onDone: () => void
  onDeputy: (wanted: Wanted) => void
}

/** One post with its facts, and what its administrator may do with it. */
export function PostDialog({ post, manages, onClose, onDone, onDeputy }: PostDialogProps) {
  const [doing, setDoing] = useState<'end' | 'leave' | 'invite'>()
  const back = useAction(async () => {
    await call('POST /api/posts/:id/back', { params: { id: post.id } })
    toast(`${post.name}已销假`)
    onDone()
  })
  if (doing === 'end') return <EndDialog post={post} onClose={onClose} onDone={onDone} />
  if (doing === 'leave')
    return <LeaveDialog post={post} onClose={onClose} onDone={onDone} onDeputy={onDeputy} />
  if (doing === 'invite') return <InviteDialog post={post} onClose={onClose} />
  const may = manages && post.state !== 'ended' && post.role !== 'operator'
  const actions = may ? (
    <>
      {post.leaves.length > 0 && post.state !== 'coming' ? (
        <Button
          busy={back.busy}
          reason={post.own ? '自己的假要由别的管理员来销' : undefined}
          onPress={() => void back.run()}
        >
          销假，回来上班
        </Button>
      ) : null}
      <Button kind="secondary" onPress={() => setDoing('leave')}>
        请假
      </Button>
      <Button kind="secondary" onPress={() => setDoing('end')}>
        定结束日期
      </Button>
      {post.own ? null : (
        <Button kind="quiet" onPress={() => setDoing('invite')}>
          开登录单
        </Button>
      )}
    </>
  ) : undefined
  return (
    <Dialog open title={`${post.name}：${post.roleText}`} onClose={onClose} actions={actions}>
      <Elements items={factsOf(post)} />
      <Problem error={back.error} />
    </Dialog>
  )
}

const factsOf = (post: Post) =>
  [
    { name: '在哪里', text: post.region.name },
    { name: '现在', text: post.text },
    { name: '从哪天起', text: plainDay(post.since) },
    { name: '到哪天止', text: post.until ? plainDay(post.until) : '不定' },
    ...(post.as === 'deputy' ? [{ name: '身份', text: '代理' }] : []),
    ...post.leaves.map(({ from, until }) => ({
      name: '请假',
      text: `${plainDay(from)}到${plainDay(until)}`,
    })),
    ...(post.committee === null ? [] : [{ name: '村委会成员', text: post.committee ? '是' : '不是' }]),
    ...(post.kin ? [{ name: '组织法第三十七条', text: post.kin.text }] : []),
    ...(post.given ? [{ name: '谁定的', text: post.given }] : []),
    { name: '登录', text: post.signedIn ? '登录过' : '还没有登录过' },
  ] as const

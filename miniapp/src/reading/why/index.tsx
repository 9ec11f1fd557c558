import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Answer } from './answer'
import { Mute } from './mute'

/**
 * Why a person was told, or was not: `?entry=` is one entry of the inbox, `?notice=` a notice. With `notice`, `region` and
 * `item` it can also be muted.
 */
export default function Why() {
  const { entry, notice, region, item } = useRouter().params
  const user = useUser()
  if (!user) return <SignInGate title="怎么告诉我的" why="登录后，看您为什么收到，或者没收到。" />
  const about = notice && region ? { notice, region, item: Number(item) } : undefined
  if (entry) return <OfEntry id={wordOf(entry)} about={about} />
  if (notice) return <OfNotice id={wordOf(notice)} about={about} />
  return (
    <Page title="怎么告诉我的">
      <EmptyState title="没有说明是哪一条" detail="请从“消息”里点进来。" />
    </Page>
  )
}

interface About {
  notice: string
  region: string
  item: number
}

interface OfProps {
  id: string
  about: About | undefined
}

function OfEntry({ id, about }: OfProps) {
  const screen = useScreen('GET /api/me/inbox/:id/why', { params: { id } })
  return (
    <Page title="为什么收到" screen={screen}>
      {(answer) => (
        <>
          <Answer answer={answer} />
          {about ? <Mute about={about} /> : null}
        </>
      )}
    </Page>
  )
}

function OfNotice({ id, about }: OfProps) {
  const screen = useScreen('GET /api/notices/:id/why', { params: { id }, query: {} })
  return (
    <Page title="这条怎么告诉我的" screen={screen}>
      {({ answers }) => (
        <>
          {answers.map((answer, at) => (
            <Answer
              key={answer.announcement ?? ''}
              answer={answer}
              heading={answers.length > 1 ? answer.kindName : null}
              older={at > 0}
            />
          ))}
          {about ? <Mute about={about} /> : null}
        </>
      )}
    </Page>
  )
}

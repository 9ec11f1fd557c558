import { useEffect } from 'react'
import { call } from '../../api/client'
import { Button, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useFresh } from '../../hooks/use-fresh'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { unread } from '../../store/unread'
import { FreshBar, FromPush, Page, SignInGate } from '../../widgets'
import { Entries } from './entries'

/** Nothing goes outward any more; everything still comes to this page. */
async function noMore(): Promise<void> {
  const preferences = await call('GET /api/me/preferences')
  await call('PUT /api/me/preferences', { body: { ...preferences, channels: [] } })
}

export default function Inbox() {
  const user = useUser()
  const asked = user ? { query: {} } : null
  const screen = useScreen('GET /api/screens/inbox', asked)
  const fresh = useFresh(useRegion(), screen, 'GET /api/screens/inbox', asked, ({ items }) =>
    items.map(({ id }) => id),
  )
  const waiting = screen.data?.unread
  useEffect(() => {
    if (waiting !== undefined) unread.set(waiting)
  }, [waiting])
  const readAll = useAction(async () => {
    const answer = await call('POST /api/me/inbox/read', { body: {} })
    unread.set(answer.unread)
    await screen.reload()
  })
  if (!user) return <SignInGate title="消息" why="登录后，您订阅的和与您家有关的内容都在这里。" />
  const markAll = async () => {
    if (await readAll.run()) toast('都标为已读了')
  }
  return (
    <Page
      title="消息"
      screen={screen}
      action={
        waiting ? (
          <Button kind="quiet" inline busy={readAll.busy} onPress={() => void markAll()}>
            全部已读
          </Button>
        ) : undefined
      }
    >
      {(inbox) => (
        <>
          <FromPush
            why="您订阅了，所以提醒您来看。"
            action="不要提醒了"
            ended="好，手机上不再提醒。公开栏和这里随时能看，想要时到“我的订阅”里打开。"
            end={noMore}
          />
          <Problem error={readAll.error} />
          <Entries inbox={inbox} onRead={screen.change} />
          <FreshBar fresh={fresh} words="有新消息，点这里看" />
        </>
      )}
    </Page>
  )
}

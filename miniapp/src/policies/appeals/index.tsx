import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { AppealRow, Page, SignInGate } from '../../widgets'

const title = '我的诉求'

/** What the person has written, and where each is. */
export default function Appeals() {
  const user = useUser()
  const screen = useScreen('GET /api/me/appeals', user ? {} : null)
  if (!user) return <SignInGate title={title} why="登录后可以看办到了哪一步。" />
  return (
    <Page title={title} screen={screen}>
      {(first) => <List first={first} />}
    </Page>
  )
}

function List({ first }: { first: Answer<'GET /api/me/appeals'> }) {
  const pages = useMore(first, (cursor) => call('GET /api/me/appeals', { query: { cursor } }))
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon="message"
        title="还没有提过诉求"
        detail="办政策、办民生保障事项时卡住了，从那一页点“有难处，写诉求”。一小时内联系，五个工作日内办结。"
        action="看公开目录"
        onAction={() => goTo('catalogue')}
      />
    )
  return (
    <>
      <Card flush>
        {pages.items.map((appeal) => (
          <AppealRow key={appeal.id} appeal={appeal} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

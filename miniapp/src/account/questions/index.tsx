import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, LoadMore } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, QuestionRow, SignInGate } from '../../widgets'

const title = '意见和投诉'

/** What the person has said, asked and complained of, and where each is. */
export default function Questions() {
  const user = useUser()
  const screen = useScreen('GET /api/me/questions', user ? {} : null)
  if (!user) return <SignInGate title={title} why="登录后可以提意见、问问题、投诉，办到哪一步您都看得到。" />
  return (
    <Page title={title} screen={screen} foot={<Button onPress={() => goTo('ask')}>提一件</Button>}>
      {(first) => <List first={first} />}
    </Page>
  )
}

function List({ first }: { first: Answer<'GET /api/me/questions'> }) {
  const pages = useMore(first, (cursor) => call('GET /api/me/questions', { query: { cursor } }))
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon="message"
        title="还没有提过"
        detail="对村里、镇里有意见、有疑问，都可以在这里提。15 天内有答复。"
      />
    )
  return (
    <>
      <Card flush>
        {pages.items.map((question) => (
          <QuestionRow key={question.id} question={question} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

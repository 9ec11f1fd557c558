import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Tabs } from '../../components'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, QuestionRow, RegionSwitch, SignInGate } from '../../widgets'
import { whySignIn } from '../words'

const states = [
  { id: 'open', name: '等答复' },
  { id: 'done', name: '答复过的' },
] as const
type State = (typeof states)[number]['id']

const title = '意见和投诉'

/** What was sent to an office: what waits longest stands first. */
export default function OfficeQuestions() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [state, setState] = useState<State>('open')
  const screen = useScreen(
    'GET /api/regions/:code/questions',
    region === null ? null : { params: { code: region }, query: { state } },
  )
  if (region === null) return <SignInGate title={title} why={whySignIn} />
  return (
    <Page
      title={title}
      screen={screen}
      above={
        <>
          <RegionSwitch regions={regions} current={region} onChange={choose} />
          <Tabs label="哪些" tabs={[...states]} current={state} onChange={setState} />
        </>
      }
    >
      {(first) => <List first={first} region={region} state={state} />}
    </Page>
  )
}

interface ListProps {
  first: Answer<'GET /api/regions/:code/questions'>
  region: string
  state: State
}

function List({ first, region, state }: ListProps) {
  const read = (cursor: string) =>
    call('GET /api/regions/:code/questions', { params: { code: region }, query: { state, cursor } })
  const pages = useMore(first, read, `${region} ${state}`)
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon="check"
        title={state === 'open' ? '没有等答复的' : '还没有答复过'}
        detail="村民提的意见、疑问和投诉，15 天内要答复。"
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

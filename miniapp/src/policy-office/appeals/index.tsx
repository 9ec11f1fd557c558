import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Tabs } from '../../components'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { AppealRow, Page, RegionSwitch, SignInGate } from '../../widgets'
import './appeals.scss'
import { Statistics } from './statistics'

const states = [
  { id: 'open', name: '在办' },
  { id: 'done', name: '办完的' },
] as const
type State = (typeof states)[number]['id']

const title = '诉求'

/** The office's queue: what is due first stands first. */
export default function OfficeAppeals() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [state, setState] = useState<State>('open')
  const params = region === null ? null : { params: { code: region } }
  const screen = useScreen('GET /api/regions/:code/appeals', params && { ...params, query: { state } })
  const desk = useScreen('GET /api/regions/:code/appeal-desk', params)
  if (region === null) return <SignInGate title={title} why="登录后可以办诉求。" />
  return (
    <Page
      title={title}
      wide
      screen={screen}
      above={
        <>
          <RegionSwitch regions={regions} current={region} onChange={choose} />
          <Tabs label="哪些" tabs={[...states]} current={state} onChange={setState} />
        </>
      }
    >
      {(first) => (
        <View className="appeal-desk__panes">
          <View className="appeal-desk__main">
            <List first={first} region={region} state={state} />
          </View>
          <View className="appeal-desk__aside">{desk.data ? <Statistics desk={desk.data} /> : null}</View>
        </View>
      )}
    </Page>
  )
}

interface ListProps {
  first: Answer<'GET /api/regions/:code/appeals'>
  region: string
  state: State
}

function List({ first, region, state }: ListProps) {
  const read = (cursor: string) =>
    call('GET /api/regions/:code/appeals', { params: { code: region }, query: { state, cursor } })
  const pages = useMore(first, read, `${region} ${state}`)
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon="check"
        title={state === 'open' ? '没有在办的诉求' : '还没有办完的'}
        detail="交办后一小时内联系，三个工作日内答复，五个工作日内办结，只算上班时间。"
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

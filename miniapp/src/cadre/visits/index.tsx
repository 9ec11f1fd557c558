import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Tabs } from '../../components'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { type Cut, Cuts } from './cuts'
import { Door } from './door'
import { PrintList } from './print-list'
import './visits.scss'

const title = '入户名单'
type Which = 'open' | 'told'

/** 入户名单: whom no message reached, by household; a tap notes that somebody told them. */
export default function Visits() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [which, setWhich] = useState<Which>('open')
  const [cut, setCut] = useState<Cut>({})
  const query = { ...cut, ...(which === 'told' ? { told: true } : {}) }
  const screen = useScreen(
    'GET /api/regions/:code/visits',
    region === null ? null : { params: { code: region }, query },
  )
  if (region === null) return <SignInGate title={title} why={whySignIn} />
  const chooseRegion = (code: string) => {
    setCut({})
    choose(code)
  }
  return (
    <Page
      title={title}
      wide
      screen={screen}
      above={
        <>
          <RegionSwitch regions={regions} current={region} onChange={chooseRegion} />
          <Tabs
            unit="户"
            label="哪些"
            tabs={[
              { id: 'open', name: '要说一声', ...(screen.data ? { count: screen.data.waiting } : {}) },
              { id: 'told', name: '这周已告知' },
            ]}
            current={which}
            onChange={setWhich}
          />
        </>
      }
    >
      {(list) => <List list={list} query={query} cut={cut} onCut={setCut} />}
    </Page>
  )
}

interface ListProps {
  list: Answer<'GET /api/regions/:code/visits'>
  query: Cut & { told?: boolean }
  cut: Cut
  onCut: (cut: Cut) => void
}

function List({ list, query, cut, onCut }: ListProps) {
  const { region, round, waiting, cuts, seesPhones } = list
  const told = query.told === true
  const read = async (cursor: string) => {
    const next = await call('GET /api/regions/:code/visits', {
      params: { code: region.code },
      query: { ...query, cursor },
    })
    return { items: next.households, ...(next.next ? { next: next.next } : {}) }
  }
  const first = { items: list.households, ...(list.next ? { next: list.next } : {}) }
  const pages = useMore(first, read, JSON.stringify([region.code, query]))
  return (
    <>
      {told ? null : (
        <Card>
          {waiting > 0 ? (
            <Text className="visits__lead">{`这 ${waiting} 户收不到手机消息，请上门或打电话说一声。不用拍照，不计考核。`}</Text>
          ) : null}
          <Text className="visits__round">{round}</Text>
          <Cuts cuts={cuts} cut={cut} onChange={onCut} />
          {waiting > 0 ? <PrintList region={region} cut={cut} /> : null}
        </Card>
      )}
      {pages.items.length === 0 ? (
        <EmptyState
          icon="check"
          title={told ? '这周还没有打过钩' : '没有要上门说的'}
          detail={told ? '告知以后，在“要说一声”里打钩。' : '手机都收到了，或者已经告知。'}
        />
      ) : null}
      <View className="visits__doors">
        {pages.items.map((household) => (
          <Door key={household.id} household={household} region={region.code} seesPhones={seesPhones} />
        ))}
      </View>
      <LoadMore pages={pages} />
    </>
  )
}

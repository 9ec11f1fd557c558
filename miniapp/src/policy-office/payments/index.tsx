import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, Card, Tabs } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { Imports } from './imports'
import { PaymentList } from './list'
import './payments.scss'
import { Publish } from './publish'
import { Sheet } from './sheet'
import { TypeOne } from './type-one'
import { nothingTyped, type Typed, typedOf } from './typed'

const title = '政策兑现'

/** 兑现: what is overdue stands first; beside it, on a phone below, the sheet goes in. */
export default function Payments() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [state, setState] = useState<'overdue' | 'waiting' | 'done'>()
  const [typing, setTyping] = useState<Typed>()
  const params = region === null ? null : { params: { code: region } }
  const screen = useScreen(
    'GET /api/regions/:code/payments',
    params && { ...params, query: state ? { state } : {} },
    { kept: false },
  )
  const imports = useScreen('GET /api/regions/:code/payment-imports', params, { kept: false })
  if (region === null) return <SignInGate title={title} why="登录后可以登记兑现。" />
  const changed = async () => {
    await Promise.all([screen.reload(), imports.reload()])
  }
  return (
    <Page
      title={title}
      wide
      screen={screen}
      above={<RegionSwitch regions={regions} current={region} onChange={choose} />}
    >
      {(data) => (
        <View className="payments__panes">
          <View className="payments__main">
            <Tabs
              unit="笔"
              label="哪些"
              tabs={[
                { id: 'all', name: '全部' },
                { id: 'overdue', name: '超期', count: data.counts.overdue },
                { id: 'waiting', name: '在办', count: data.counts.waiting },
                { id: 'done', name: '办完', count: data.counts.done },
              ]}
              current={state ?? 'all'}
              onChange={(id) => setState(id === 'all' ? undefined : id)}
            />
            <PaymentList
              first={data}
              region={region}
              state={state}
              onEdit={(line) => setTyping(typedOf(line))}
            />
          </View>
          <View className="payments__aside">
            <Sheet region={region} policies={data.policies} onTaken={changed} />
            <Card title="没有表？登记一笔">
              <Text className="payments__note">表里有的照表走；只有表里没有的才手工登记。</Text>
              <Button kind="secondary" icon="plus" onPress={() => setTyping(nothingTyped)}>
                登记一笔
              </Button>
            </Card>
            <Publish policies={data.policies} />
            {imports.data ? <Imports lines={imports.data.items} onUndone={changed} /> : null}
          </View>
          {typing ? (
            <TypeOne
              region={region}
              policies={data.policies}
              first={typing}
              onClose={() => setTyping(undefined)}
              onDone={async () => {
                setTyping(undefined)
                await changed()
              }}
            />
          ) : null}
        </View>
      )}
    </Page>
  )
}

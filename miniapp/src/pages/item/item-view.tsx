import { lateSentence } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, LoadMore, Section, Tag } from '../../components'
import { clock } from '../../format/clock'
import { stateNote, stateTone, stateWord } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { NoticeRow, Subscribe } from '../../widgets'
import { Apply } from './apply'
import { Draft } from './draft'
import { Facts } from './facts'
import { Nils } from './nils'
import './item.scss'

export type ItemData = Answer<'GET /api/screens/item'>

interface ItemViewProps {
  data: ItemData
  onChange: (update: (data: ItemData) => ItemData) => void
}

/** How many notices are shown at first, so that the requirements below are near. */
const few = 4

export function ItemView({ data, onChange }: ItemViewProps) {
  const { item, state, stateText, region, notices, next, subscription } = data
  const pages = useMore({ items: notices, next }, async (cursor) => {
    const part = await call('GET /api/screens/item', { query: { region: region.code, no: item.no, cursor } })
    return { items: part.notices, next: part.next }
  })
  const [all, setAll] = useState(false)
  const shown = all ? pages.items : pages.items.slice(0, few)
  const hidden = pages.items.length > shown.length
  return (
    <>
      <View className={`item-state item-state--${state}`}>
        <Tag tone={stateTone[state]}>{stateWord[state]}</Tag>
        <Text className="item-state__words">
          {state === 'missing' ? `${lateSentence(item, new Date(clock.now()))}。` : stateNote(stateText)}
        </Text>
        {state === 'missing' ? (
          <Button
            kind="secondary"
            inline
            onPress={() => goTo('ask', { region: region.code, item: item.no, title: item.level2 })}
          >
            催一催
          </Button>
        ) : null}
      </View>
      <Text className="item-place">
        {region.name} · {item.category} · {item.level1} · 第 {item.no} 项
      </Text>
      {data.canWrite ? (
        <Draft
          region={region.code}
          no={item.no}
          name={item.level2}
          offer={data.nilOffer}
          onSaid={() => onChange((old) => ({ ...old, nilOffer: null }))}
        />
      ) : null}
      {pages.items.length > 0 ? (
        <Section title={`公开内容 ${data.published} 条`}>
          {shown.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} withoutItem />
          ))}
        </Section>
      ) : (
        <Card title="还没有公开过">订阅以后，有了就告诉您；也可以打电话问问村委会。</Card>
      )}
      {hidden ? (
        <View className="item-action">
          <Button
            kind="secondary"
            onPress={() => setAll(true)}
          >{`看以前的（共 ${data.published} 条）`}</Button>
        </View>
      ) : (
        <LoadMore pages={pages} />
      )}
      <Nils nils={data.nils} />
      <Subscribe
        scope={{ region: region.code, item: item.no }}
        subscription={subscription}
        onChange={(changed) => onChange((old) => ({ ...old, subscription: changed }))}
      />
      <Apply item={item} region={region.code} />
      <Facts item={item} />
    </>
  )
}

import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Card, EmptyState, Row, SearchBox, Tabs } from '../../components'
import { stateNote } from '../../format/words'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { openNewInstead } from '../open'
import { whySignIn } from '../words'
import { groupsOf, itemsLike } from './items'

const everything = '全部'

/** 写一条公开: chooses the item. */
export default function Start() {
  const { region } = useWorkRegion(useRouter().params.region)
  const [words, setWords] = useState('')
  const [category, setCategory] = useState(everything)
  const screen = useScreen('GET /api/screens/catalogue', region === null ? null : { query: { region } })
  if (region === null) return <SignInGate title="写一条公开" why={whySignIn} />
  return (
    <Page title="写一条公开" screen={screen}>
      {({ items, categories }) => {
        const found = itemsLike(items, words, category === everything ? undefined : category)
        return (
          <View>
            <SearchBox placeholder="搜事项名称或编号" value={words} onChange={setWords} onSearch={setWords} />
            <Tabs
              label="类别"
              tabs={[everything, ...categories.map((one) => one.category)].map((name) => ({
                id: name,
                name,
              }))}
              current={category}
              onChange={setCategory}
            />
            {found.length === 0 ? (
              <EmptyState
                icon="search"
                title="没有找到这样的事项"
                action="看全部事项"
                onAction={() => {
                  setWords('')
                  setCategory(everything)
                }}
              />
            ) : null}
            {groupsOf(found).map(({ title, tone, rows }) => (
              <Card key={title} title={`${title} ${rows.length}`} tone={tone} flush>
                {rows.map(({ no, name, level1, stateText }) => (
                  <Row
                    key={no}
                    title={`${no} ${name}`}
                    detail={stateNote(stateText)}
                    note={level1}
                    onPress={() => openNewInstead(region, no)}
                  />
                ))}
              </Card>
            ))}
          </View>
        )
      }}
    </Page>
  )
}

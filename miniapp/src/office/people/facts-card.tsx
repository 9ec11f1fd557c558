import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Card, Tag } from '../../components'
import { kindText, placeLine } from '../words'
import { HeadDialog } from './head-dialog'
import { MergeDialog } from './merge-dialog'
import type { HouseholdPart } from './part'
import { PlaceDialog } from './place-dialog'
import { SplitDialog } from './split-dialog'

type Open = 'place' | 'head' | 'split' | 'merge' | null

/** Whose household it is and where, with what changes the household as a whole. */
export function FactsCard(part: HouseholdPart) {
  const { household } = part.page
  const [open, setOpen] = useState<Open>(null)
  const own = { ...part, onClose: () => setOpen(null) }
  const alone = household.people.length < 2
  return (
    <Card>
      <View className="people__head">
        <Text className="people__name" {...a11y({ role: 'heading', level: 2 })}>
          {household.head}
        </Text>
        <Tag>{kindText[household.kind]}</Tag>
      </View>
      <Text className="people__line" userSelect>{`户号 ${household.code}`}</Text>
      <Text className="people__line">{placeLine(household) || '还没有写在哪个组'}</Text>
      {household.ended ? (
        <Text className="people__note">这一户已经并户，或没有人了。以前公开的内容仍然算在这一户名下。</Text>
      ) : (
        <View className="people__tools">
          <Button kind="secondary" inline onPress={() => setOpen('place')}>
            改组和位置
          </Button>
          <Button kind="secondary" inline onPress={() => setOpen('head')}>
            换户主
          </Button>
          {household.kind === 'residence' ? (
            <>
              <Button
                kind="secondary"
                inline
                reason={alone ? '只有一个人，分不了' : undefined}
                onPress={() => setOpen('split')}
              >
                分户
              </Button>
              <Button kind="secondary" inline onPress={() => setOpen('merge')}>
                并户
              </Button>
            </>
          ) : null}
        </View>
      )}
      {open === 'place' ? <PlaceDialog {...own} /> : null}
      {open === 'head' ? <HeadDialog {...own} /> : null}
      {open === 'split' ? <SplitDialog {...own} /> : null}
      {open === 'merge' ? <MergeDialog {...own} /> : null}
    </Card>
  )
}

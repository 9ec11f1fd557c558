import type { RegionRef } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { type Scope, sameScope, subscribe } from '../../api/subscriptions'
import { Button, Fold, Input, Problem, Row, Switch, toast } from '../../components'
import { followedText } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import { RegionPicker } from '../../widgets'
import type { ChangeData, SubscriptionsData } from './data'
import { Line } from './line'

interface AddProps {
  data: SubscriptionsData
  onChange: ChangeData
}

/** Everything else that can be followed: the place, its township, a category, one item, a word. */
export function Add({ data, onChange }: AddProps) {
  const { region, above, subscriptions, categories } = data
  const [below, setBelow] = useState(false)
  const [picking, setPicking] = useState(false)
  const save = useAction(async (_key, scope: Scope, name: string) => {
    const followed = await subscribe(scope, true)
    onChange((old) => ({ ...old, ...followed }))
    toast(followedText(name, followed.when))
  })
  const wide = region.level !== 'village'
  const here: Scope = { region: region.code, ...(wide && below ? { below: true } : {}) }
  const line = (scope: Scope, name: string) =>
    subscriptions.some((one) => sameScope(one, scope)) ? null : (
      <Line
        key={`${scope.region} ${name}`}
        name={name}
        action="订阅"
        busy={save.busy}
        onPress={() => void save.run(scope, name)}
      />
    )
  return (
    <>
      <Fold
        key={region.code}
        title="再订一些"
        note={`${region.name}的五类公开、镇里的、一个词`}
        open={subscriptions.length === 0}
        flush
      >
        <Problem error={save.error} />
        {wide ? (
          <View className="follow-switch">
            <Switch
              label="连同下面的村镇"
              detail={below ? `${region.name}和下面村镇的都要` : `只要${region.name}自己的`}
              on={below}
              onChange={setBelow}
            />
          </View>
        ) : null}
        {line(here, `${region.name}全部公开`)}
        {categories.map(({ category }) => line({ ...here, category }, category))}
        {above.map((place) => line({ region: place.code }, aboveText(place)))}
        <Row
          icon="home"
          title="订别的村镇的"
          detail={`现在是${region.name}`}
          onPress={() => setPicking(true)}
        />
        <Word here={here} onChange={onChange} />
      </Fold>
      <Fold title="只订其中一项" note={`${region.name}，按项挑`} flush>
        {categories.map(({ category, items }) => (
          <Fold key={category} title={category} note={`${items.length} 项`} flush>
            {items.map(({ no, name }) => line({ ...here, item: no }, `${no}. ${name}`))}
          </Fold>
        ))}
      </Fold>
      <RegionPicker open={picking} onClose={() => setPicking(false)} />
    </>
  )
}

const aboveText = ({ name, level }: RegionRef) =>
  level === 'county' ? `${name}的公开和政策` : `${name}（镇里）的公开和政策`

interface WordProps {
  here: Scope
  onChange: ChangeData
}

/** Follows a word: whatever is published with it is told. */
function Word({ here, onChange }: WordProps) {
  const [word, setWord] = useState('')
  const save = useAction(async (_key, wanted: string) => {
    const followed = await subscribe({ ...here, word: wanted }, true)
    onChange((old) => ({ ...old, ...followed }))
    setWord('')
    toast(followedText(wanted, followed.when))
  })
  const wanted = word.trim()
  return (
    <View className="follow-word">
      <Input
        label="订一个词"
        hint="公开的内容里有这个词，就告诉您。例如：停水、动迁"
        value={word}
        onChange={setWord}
        maxLength={20}
        error={save.error?.fields[0]?.message}
      />
      <Problem error={save.error} />
      <Button
        kind="secondary"
        busy={save.busy}
        reason={wanted.length < 2 ? '至少两个字' : undefined}
        onPress={() => void save.run(wanted)}
      >
        订这个词
      </Button>
    </View>
  )
}

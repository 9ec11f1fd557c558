import type { Wish } from '@hutang/shared/contract'
import { useState } from 'react'
import { type Scope, sameScope, subscribe } from '../../api/subscriptions'
import { Card, EmptyState, Fold, Row, toast } from '../../components'
import { wishText } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import { WishDialog } from '../../widgets'
import type { ChangeData, SubscriptionsData } from './data'

interface WishesProps {
  data: SubscriptionsData
  onChange: ChangeData
}

interface Named {
  scope: Scope
  name: string
}

/** What is subscribed, and below it all that can be: the village, each category, each item. */
export function Wishes({ data, onChange }: WishesProps) {
  const { region, subscriptions, categories } = data
  const [asked, setAsked] = useState<Named>()
  const save = useAction(async (_key, scope: Scope, wish: Wish | null) => {
    const all = await subscribe(scope, wish)
    onChange((old) => ({ ...old, subscriptions: all }))
  })
  const wishOf = (scope: Scope) => subscriptions.find((one) => sameScope(one, scope))?.wish
  const line = ({ scope, name }: Named) => {
    const wish = wishOf(scope)
    return (
      <Row
        key={name}
        title={name}
        value={wish ? wishText[wish] : '订阅'}
        hint={wish ? '已订阅' : '没有订阅'}
        onPress={() => setAsked({ scope, name })}
      />
    )
  }
  async function choose(wish: Wish | null) {
    if (!asked || !(await save.run(asked.scope, wish))) return
    setAsked(undefined)
    toast(wish === null ? '已经不再订阅' : `订好了，${wishText[wish]}告诉您`)
  }
  return (
    <>
      <Card title="已经订阅" flush={subscriptions.length > 0}>
        {subscriptions.length === 0 ? (
          <EmptyState icon="bell" title="还没有订阅" detail="在下面选一样，有新内容就告诉您。" />
        ) : (
          subscriptions.map((one) => (
            <Row
              key={one.id}
              title={one.label}
              note={one.region === region.code ? undefined : one.regionName}
              value={wishText[one.wish]}
              onPress={() => setAsked({ scope: scopeOf(one), name: one.label })}
            />
          ))
        )}
      </Card>
      <Card title="可以订阅" flush>
        {line({ scope: { region: region.code }, name: `${region.name}全部公开` })}
        {categories.map(({ category }) => line({ scope: { region: region.code, category }, name: category }))}
      </Card>
      {categories.map(({ category, items }) => (
        <Fold key={category} title={`只订${category}里的一项`} note={`${items.length} 项`} flush>
          {items.map(({ no, name }) =>
            line({ scope: { region: region.code, item: no }, name: `${no}. ${name}` }),
          )}
        </Fold>
      ))}
      <WishDialog
        open={asked !== undefined}
        title={asked?.name ?? ''}
        wish={asked ? wishOf(asked.scope) : undefined}
        error={save.error}
        busy={save.busy}
        onChoose={(wish) => void choose(wish)}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}

function scopeOf({ region, category, item }: SubscriptionsData['subscriptions'][number]): Scope {
  return {
    region,
    ...(category === undefined ? {} : { category }),
    ...(item === undefined ? {} : { item }),
  }
}

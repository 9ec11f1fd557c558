import { type Scope, sameScope, scopeOf, subscribe } from '../../api/subscriptions'
import { Card, EmptyState, Fold, Problem, Switch, toast } from '../../components'
import { followedText, unfollowedText } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'

interface FollowedProps {
  data: SubscriptionsData
  onChange: ChangeData
}

interface Named {
  scope: Scope
  name: string
}

/** What is followed, and below it all that can be: the village, each category, each item. One tap begins or ends it. */
export function Followed({ data, onChange }: FollowedProps) {
  const { region, subscriptions, categories } = data
  const save = useAction(async (_key, { scope, name }: Named, on: boolean) => {
    const followed = await subscribe(scope, on)
    onChange((old) => ({ ...old, ...followed }))
    toast(on ? followedText(name, followed.when) : unfollowedText)
  })
  const line = ({ scope, name }: Named) => {
    const on = subscriptions.some((one) => sameScope(one, scope))
    return (
      <Switch key={name} label={name} on={on} onChange={(next) => void save.run({ scope, name }, next)} />
    )
  }
  return (
    <>
      <Problem error={save.error} />
      <Card title="已经订阅">
        {subscriptions.length === 0 ? (
          <EmptyState icon="bell" title="还没有订阅" detail="在下面选一样，有新内容就告诉您。" />
        ) : (
          subscriptions.map((one) => (
            <Switch
              key={one.id}
              label={one.label}
              {...(one.region === region.code ? {} : { detail: one.regionName })}
              on
              onChange={() => void save.run({ scope: scopeOf(one), name: one.label }, false)}
            />
          ))
        )}
      </Card>
      <Card title="可以订阅">
        {line({ scope: { region: region.code }, name: `${region.name}全部公开` })}
        {region.level === 'village'
          ? null
          : line({
              scope: { region: region.code, below: true },
              name: `${region.name}全部公开，连同下面的村镇`,
            })}
        {categories.map(({ category }) => line({ scope: { region: region.code, category }, name: category }))}
      </Card>
      {categories.map(({ category, items }) => (
        <Fold key={category} title={`只订${category}里的一项`} note={`${items.length} 项`}>
          {items.map(({ no, name }) =>
            line({ scope: { region: region.code, item: no }, name: `${no}. ${name}` }),
          )}
        </Fold>
      ))}
    </>
  )
}

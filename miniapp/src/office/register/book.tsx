import type { HouseholdKind, RegisterPage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card, EmptyState, SearchBox, Tabs } from '../../components'
import { goToOffice } from '../../hooks/navigation'
import type { Screen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { Figures } from '../components/figures/figures'
import { Panes, useTwoPanes } from '../components/panes/panes'
import { HouseholdView } from '../people/household-view'
import { bookText, kinds } from '../words'
import { Households } from './households'
import { Tools } from './tools'
import type { Wanted } from './wanted'

interface BookProps {
  /** Numbers and groups; the list is read anew with each search. */
  head: RegisterPage
  screen: Screen<RegisterPage>
  wanted: Wanted
  onWant: (wanted: Wanted) => void
}

export function Book({ head, screen, wanted, onWant }: BookProps) {
  const region = head.region.code
  const twoPanes = useTwoPanes()
  const [chosen, setChosen] = useState<string>()
  const open = (id: string) => (twoPanes ? setChosen(id) : goToOffice('household', { region, id }))
  const list = (
    <>
      <Search wanted={wanted} onWant={onWant} head={head} />
      <Loaded screen={screen}>
        {(page) =>
          page.households.length === 0 ? (
            <Nothing wanted={wanted} />
          ) : (
            <Households page={page} wanted={wanted} chosen={twoPanes ? chosen : undefined} onOpen={open} />
          )
        }
      </Loaded>
    </>
  )
  return (
    <>
      <View className="register__head">
        <Figures
          figures={[
            { name: '户', value: head.numbers.households },
            { name: '人', value: head.numbers.people },
            { name: '成员', value: head.numbers.members },
          ]}
        />
        <Tools region={region} onMade={screen.reload} />
      </View>
      {twoPanes ? (
        <Panes
          list={list}
          side={
            <Side region={region} chosen={chosen} onGo={setChosen} onChanged={() => void screen.reload()} />
          }
          sideName="这一户"
        />
      ) : (
        list
      )}
    </>
  )
}

const wholeVillage = 'all'

function Search({ wanted, onWant, head }: Pick<BookProps, 'wanted' | 'onWant' | 'head'>) {
  const [typed, setTyped] = useState(wanted.q)
  const type = (q: string) => {
    setTyped(q)
    // Emptied: the whole book again, without a further tap.
    if (q === '' && wanted.q !== '') onWant({ ...wanted, q })
  }
  const groups = [
    { id: wholeVillage, name: '全村', count: head.numbers.households },
    ...head.groups.map(({ name, households }) => ({ id: name, name: name || '没有组', count: households })),
  ]
  return (
    <>
      <Tabs<HouseholdKind>
        unit="户"
        label="哪一本册子"
        tabs={kinds.map((kind) => ({ id: kind, name: bookText[kind] }))}
        current={wanted.kind}
        onChange={(kind) => onWant({ ...wanted, kind, group: '' })}
      />
      <SearchBox
        placeholder="姓名或户号"
        value={typed}
        onChange={type}
        onSearch={(q) => onWant({ ...wanted, q })}
      />
      {groups.length > 2 ? (
        <Tabs
          label="组"
          tabs={groups}
          current={wanted.group || wholeVillage}
          onChange={(group) => onWant({ ...wanted, group: group === wholeVillage ? '' : group })}
        />
      ) : null}
    </>
  )
}

function Nothing({ wanted: { kind, group, q } }: { wanted: Wanted }) {
  if (q || group)
    return (
      <EmptyState
        icon="search"
        title="没有找到"
        detail={
          q
            ? `${group || '全村'}没有姓名或户号是“${q}”的。可以只写姓，或换一个组。`
            : `${group}还没有登记一户。`
        }
      />
    )
  return (
    <EmptyState
      icon="document"
      title={`还没有${bookText[kind]}`}
      detail="点上面的“导入”，选这本册子的表格。承包户、成员户和户籍户分开登记，导入以后再对上。"
    />
  )
}

interface SideProps {
  region: string
  chosen: string | undefined
  onGo: (id: string) => void
  onChanged: () => void
}

function Side({ region, chosen, onGo, onChanged }: SideProps) {
  if (chosen)
    return <HouseholdView key={chosen} region={region} id={chosen} onGo={onGo} onChanged={onChanged} />
  return (
    <Card>
      <EmptyState
        icon="house"
        title="点左边的一户"
        detail="这里看一户的人，登记出生、去世、迁入、迁出、分户、并户。"
      />
    </Card>
  )
}

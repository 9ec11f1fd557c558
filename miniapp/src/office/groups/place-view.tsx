import type { RegisterPlace } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import { Button, Card, EmptyState, LoadMore, Row } from '../../components'
import { goBack, goToOffice } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { AskFirst, Loaded } from '../../widgets'
import { useTwoPanes } from '../components/panes/panes'
import { keeperText } from '../words'
import { Assign } from './assign'
import { PlaceDialog } from './place-dialog'

interface PlaceViewProps {
  region: string
  place: RegisterPlace
  onChange: () => void
}

const registerRoute = 'GET /api/regions/:code/register'

/** One place: who looks after it, and its households. */
export function PlaceView({ region, place, onChange }: PlaceViewProps) {
  const { id, kind, name, keeper, households } = place
  const twoPanes = useTwoPanes()
  const [open, setOpen] = useState<'edit' | 'assign'>()
  const query = { place: id, limit: 50 }
  const screen = useScreen(registerRoute, { params: { code: region }, query }, { kept: false })
  const pages = useMore(
    { items: screen.data?.households ?? [], next: screen.data?.next },
    async (cursor) => {
      const page = await call(registerRoute, { params: { code: region }, query: { ...query, cursor } })
      return { items: page.households, next: page.next }
    },
    id,
  )
  const changed = () => {
    setOpen(undefined)
    onChange()
    void screen.reload()
  }
  const remove = async () => {
    await call('DELETE /api/regions/:code/register/places/:place', { params: { code: region, place: id } })
    onChange()
    if (!twoPanes) goBack()
  }
  return (
    <>
      <Card>
        <Text className="groups__name" {...a11y({ role: 'heading', level: 2 })}>
          {name}
        </Text>
        <Text className="groups__line">
          {keeper
            ? `${keeperText[kind]} ${keeper}`
            : kind === 'group'
              ? '还没有定组长，在“岗位和换届”里定'
              : `还没有写${keeperText[kind]}`}
        </Text>
        <View className="groups__tools">
          <Button kind="secondary" icon="plus" inline onPress={() => setOpen('assign')}>
            把户放进来
          </Button>
          <Button kind="secondary" icon="edit" inline onPress={() => setOpen('edit')}>
            {kind === 'group' ? '改名称' : '改名称和负责人'}
          </Button>
        </View>
        {households === 0 ? (
          <AskFirst action={`删去${name}`} after="里面没有户，删去不影响任何人。" run={remove} />
        ) : null}
      </Card>
      <Card title={`${households} 户`} flush>
        <Loaded screen={screen}>
          {() =>
            pages.items.length === 0 ? (
              <EmptyState icon="house" title="里面还没有户" detail="点“把户放进来”，一次可以放很多户。" />
            ) : (
              pages.items.map((household) => (
                <Row
                  key={household.id}
                  title={household.head}
                  detail={[household.code, household.group, household.building].filter(Boolean).join(' · ')}
                  onPress={() => goToOffice('household', { region, id: household.id })}
                />
              ))
            )
          }
        </Loaded>
      </Card>
      <LoadMore pages={pages} />
      {open === 'edit' ? (
        <PlaceDialog
          region={region}
          kind={kind}
          place={place}
          onClose={() => setOpen(undefined)}
          onDone={changed}
        />
      ) : null}
      {open === 'assign' ? (
        <Assign region={region} place={place} onClose={() => setOpen(undefined)} onDone={changed} />
      ) : null}
    </>
  )
}

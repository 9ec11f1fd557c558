import type { PlaceKind, RegisterPlace } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Row, Tabs } from '../../components'
import { Panes, useTwoPanes } from '../components/panes/panes'
import { keeperText, placeKinds, placeText } from '../words'
import './groups.scss'
import { PlaceDialog } from './place-dialog'
import { PlaceView } from './place-view'

interface PlacesProps {
  region: string
  data: Answer<'GET /api/regions/:code/register/places'>
  /** On a phone: this one alone. */
  alone: string | undefined
  onOpen: (id: string) => void
  onChange: () => void
}

export function Places({ region, data, alone, onOpen, onChange }: PlacesProps) {
  const twoPanes = useTwoPanes()
  const [chosen, setChosen] = useState(alone)
  const [kind, setKind] = useState<PlaceKind>(data.places.find(({ id }) => id === alone)?.kind ?? 'group')
  const place = data.places.find(({ id }) => id === (twoPanes ? chosen : alone))
  const side = place ? (
    <PlaceView key={place.id} region={region} place={place} onChange={onChange} />
  ) : (
    <Card>
      <EmptyState icon="people" title="点左边的一处" detail="这里看有哪些户，写负责人，把户放进来。" />
    </Card>
  )
  if (alone && !twoPanes) return side
  const list = (
    <KindList
      region={region}
      data={data}
      kind={kind}
      chosen={twoPanes ? place?.id : undefined}
      onKind={(next) => {
        setKind(next)
        setChosen(undefined)
      }}
      onOpen={twoPanes ? setChosen : onOpen}
      onChange={onChange}
    />
  )
  return twoPanes ? <Panes list={list} side={side} sideName="这一处" /> : list
}

interface KindListProps {
  region: string
  data: PlacesProps['data']
  kind: PlaceKind
  chosen: string | undefined
  onKind: (kind: PlaceKind) => void
  onOpen: (id: string) => void
  onChange: () => void
}

function KindList({ region, data, kind, chosen, onKind, onOpen, onChange }: KindListProps) {
  const [adding, setAdding] = useState(false)
  const places = data.places.filter((one) => one.kind === kind)
  const left = unplaced(data, kind)
  return (
    <>
      <Tabs
        unit="个"
        label="种类"
        tabs={placeKinds.map((one) => ({
          id: one,
          name: placeText[one],
          count: data.places.filter((place) => place.kind === one).length,
        }))}
        current={kind}
        onChange={onKind}
      />
      {left > 0 && places.length > 0 ? (
        <Text className="groups__note">{`还有 ${left} 户不在任何${placeText[kind]}里。`}</Text>
      ) : null}
      {places.length === 0 ? (
        <EmptyState icon="people" title={`还没有${placeText[kind]}`} detail={why[kind]} />
      ) : (
        <Card flush>
          {places.map((place) => (
            <View className={place.id === chosen ? 'chosen-row chosen-row--is' : 'chosen-row'} key={place.id}>
              <Row
                title={place.name}
                detail={keeperLine(place)}
                value={`${place.households} 户`}
                onPress={() => onOpen(place.id)}
              />
            </View>
          ))}
        </Card>
      )}
      <Button kind="secondary" icon="plus" onPress={() => setAdding(true)}>
        {`加一个${placeText[kind]}`}
      </Button>
      {adding ? (
        <PlaceDialog
          region={region}
          kind={kind}
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            setAdding(false)
            onChange()
            onOpen(id)
          }}
        />
      ) : null}
    </>
  )
}

const keeperLine = ({ kind, keeper }: RegisterPlace): string | undefined =>
  keeper ? `${keeperText[kind]} ${keeper}` : undefined

const unplaced = ({ unplaced }: PlacesProps['data'], kind: PlaceKind): number =>
  kind === 'area' || kind === 'row' ? unplaced[kind] : 0

const why: Record<PlaceKind, string> = {
  group: '导入户籍册以后，表里的组会自己列在这里。',
  area: '几个组合成一片，由一个村干部负责的，叫片区。',
  row: '一埭房子、一个楼组，由一个党员包干，就在这里加。',
  estate: '动迁以后住进小区的，按小区和楼号登记。',
}

import type { PlaceKind, RegisterPlace } from '@hutang/shared/contract'
import { useState } from 'react'
import { Button, Dialog, Input, Problem, Select } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { placeText } from '../words'
import type { OfHousehold } from './part'
import { useDoing } from './use-doing'

const none = 'none'

/** 组, 片区, 埭/楼组, 动迁小区 of one household. */
export function PlaceDialog({ region, page: { household }, onChange, onClose }: OfHousehold) {
  const screen = useScreen(
    'GET /api/regions/:code/register/places',
    { params: { code: region } },
    { kept: false },
  )
  const [group, setGroup] = useState(household.group)
  const [area, setArea] = useState(household.area?.id ?? none)
  const [row, setRow] = useState(household.row?.id ?? none)
  const [estate, setEstate] = useState(household.estate?.id ?? none)
  const [building, setBuilding] = useState(household.building)
  const change = useDoing(
    'PUT /api/regions/:code/register/households/:household',
    { code: region, household: household.id },
    (next) => {
      onChange(next)
      onClose()
    },
  )
  const facts = {
    group: group.trim(),
    area: idOf(area),
    row: idOf(row),
    estate: idOf(estate),
    building: building.trim(),
  }
  return (
    <Dialog
      open
      title="组和位置"
      onClose={onClose}
      actions={
        <Button busy={change.busy} onPress={() => void change.run(facts, '位置改好了')}>
          改好了
        </Button>
      }
    >
      <Input
        label="组"
        hint="例：15 组"
        maxLength={20}
        value={group}
        onChange={setGroup}
        error={change.error?.fieldMessage('group')}
      />
      <Loaded screen={screen} shape="form">
        {({ places }) => (
          <>
            <PlaceSelect places={places} kind="area" value={area} onChange={setArea} />
            <PlaceSelect places={places} kind="row" value={row} onChange={setRow} />
            <PlaceSelect places={places} kind="estate" value={estate} onChange={setEstate} />
          </>
        )}
      </Loaded>
      {estate === none ? null : (
        <Input label="楼号" hint="例：12 号楼 301" maxLength={20} value={building} onChange={setBuilding} />
      )}
      <Problem error={change.error} />
    </Dialog>
  )
}

const idOf = (value: string): string | null => (value === none ? null : value)

interface PlaceSelectProps {
  places: readonly RegisterPlace[]
  kind: PlaceKind
  value: string
  onChange: (id: string) => void
}

/** Offered only where the village has such places. */
function PlaceSelect({ places, kind, value, onChange }: PlaceSelectProps) {
  const offered = places.filter((one) => one.kind === kind)
  if (offered.length === 0) return null
  const choices = offered.map(({ id, name, keeper }) => ({ value: id, label: name, detail: keeper }))
  return (
    <Select
      label={placeText[kind]}
      value={value}
      choices={[{ value: none, label: `不在${placeText[kind]}里` }, ...choices]}
      onChange={onChange}
    />
  )
}

import type { PlaceKind, RegisterPlace } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { keeperText, placeText } from '../words'

interface PlaceDialogProps {
  region: string
  kind: PlaceKind
  /** Which is changed; without one a new one is made. */
  place?: RegisterPlace
  onClose: () => void
  onDone: (place: RegisterPlace) => void
}

/** The name of a 组, 片区, 埭/楼组 or estate, and who looks after it. */
export function PlaceDialog({ region, kind, place, onClose, onDone }: PlaceDialogProps) {
  const [name, setName] = useState(place?.name ?? '')
  const [keeper, setKeeper] = useState(place?.keeper ?? '')
  const save = useAction(async () => {
    const body = { name: name.trim(), ...(kind === 'group' ? {} : { keeper: keeper.trim() }) }
    const made = place
      ? await call('PUT /api/regions/:code/register/places/:place', {
          params: { code: region, place: place.id },
          body,
        })
      : await call('POST /api/regions/:code/register/places', {
          params: { code: region },
          body: { ...body, kind },
        })
    toast(place ? '改好了' : `已加${made.name}`)
    onDone(made)
  })
  return (
    <Dialog
      open
      title={place ? `改${place.name}` : `加一个${placeText[kind]}`}
      onClose={onClose}
      actions={
        <Button
          busy={save.busy}
          reason={name.trim() ? undefined : '请先写名称'}
          onPress={() => void save.run()}
        >
          {place ? '改好了' : '加上'}
        </Button>
      }
    >
      <Input
        label="名称"
        required
        hint={example[kind]}
        maxLength={20}
        value={name}
        onChange={setName}
        error={save.error?.fieldMessage('name')}
      />
      {kind === 'group' ? (
        <Text className="groups__note">
          组长是一个岗位，由管理员在“岗位和换届”里定：一个一个给，或者用一张表。
        </Text>
      ) : (
        <Input
          label={keeperText[kind]}
          hint="只写姓名"
          maxLength={20}
          value={keeper}
          onChange={setKeeper}
          error={save.error?.fieldMessage('keeper')}
        />
      )}
      <Problem error={save.error} />
    </Dialog>
  )
}

const example: Record<PlaceKind, string> = {
  group: '例：15 组',
  area: '例：东片',
  row: '例：南埭、3 号楼组',
  estate: '例：护塘新苑',
}

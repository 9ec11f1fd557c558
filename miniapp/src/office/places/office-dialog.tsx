import type { RegionRef } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Body } from '../../api/contract'
import { Button, Dialog, Input, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

type Office = Body<'PUT /api/regions/:code/office'>

interface OfficeDialogProps {
  place: RegionRef
  onClose: () => void
}

const fields = [
  { name: 'name', label: '办公室名称', maxLength: 60 },
  { name: 'phone', label: '电话', maxLength: 40 },
  { name: 'address', label: '地址', maxLength: 80 },
  { name: 'hours', label: '办公时间', maxLength: 40 },
] as const

/** Where the office of a place is, and when one can come: every page of the place shows it. */
export function OfficeDialog({ place, onClose }: OfficeDialogProps) {
  const screen = useScreen('GET /api/regions/:code', { params: { code: place.code } })
  const [changed, setChanged] = useState<Partial<Office>>({})
  const office = screen.data && { ...screen.data.office, ...changed }
  const save = useAction(async () => {
    if (!office) return
    await call('PUT /api/regions/:code/office', { params: { code: place.code }, body: office })
    toast('存好了')
    onClose()
  })
  return (
    <Dialog
      open
      title={place.name}
      onClose={onClose}
      actions={
        <Button
          busy={save.busy}
          reason={office?.name.trim() === '' ? '请写办公室名称' : undefined}
          onPress={() => void save.run()}
        >
          存好
        </Button>
      }
    >
      <Loaded screen={screen}>
        {() =>
          fields.map(({ name, label, maxLength }) => (
            <Input
              key={name}
              label={label}
              maxLength={maxLength}
              value={office?.[name] ?? ''}
              onChange={(text) => setChanged((old) => ({ ...old, [name]: text }))}
            />
          ))
        }
      </Loaded>
      <Problem error={save.error} />
    </Dialog>
  )
}

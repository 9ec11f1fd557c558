import type { HouseholdKind } from '@hutang/shared/contract'
import { useState } from 'react'
import { Button, Dialog, Input, Problem, Select } from '../../components'
import { useDoing } from '../people/use-doing'
import { kindChoices } from '../words'

interface NewHouseholdProps {
  region: string
  open: boolean
  onClose: () => void
  onMade: () => void
}

const blank = { kind: 'residence' as HouseholdKind, householdCode: '', head: '', group: '' }

export function NewHousehold({ region, open, onClose, onMade }: NewHouseholdProps) {
  const [facts, setFacts] = useState(blank)
  const add = useDoing('POST /api/regions/:code/register/households', { code: region }, () => {
    setFacts(blank)
    onMade()
    onClose()
  })
  const set = (change: Partial<typeof facts>) => setFacts({ ...facts, ...change })
  const reason = !facts.head.trim() ? '请先写户主' : facts.householdCode.trim() ? undefined : '请先写户号'
  return (
    <Dialog
      open={open}
      title="加一户"
      onClose={onClose}
      actions={
        <Button
          busy={add.busy}
          reason={reason}
          onPress={() =>
            void add.run({ ...facts, head: facts.head.trim() }, `已登记${facts.head.trim()}这一户`)
          }
        >
          登记这一户
        </Button>
      }
    >
      <Select label="哪一种户" value={facts.kind} choices={kindChoices} onChange={(kind) => set({ kind })} />
      <Input
        label="户主"
        required
        maxLength={40}
        value={facts.head}
        onChange={(head) => set({ head })}
        error={add.error?.fieldMessage('head')}
      />
      <Input
        label="户号"
        required
        hint="照户口册或承包证上的写。例：15-002"
        maxLength={40}
        value={facts.householdCode}
        onChange={(householdCode) => set({ householdCode })}
        error={add.error?.fieldMessage('householdCode')}
      />
      <Input
        label="组"
        hint="例：15 组"
        maxLength={20}
        value={facts.group}
        onChange={(group) => set({ group })}
        error={add.error?.fieldMessage('group')}
      />
      <Problem error={add.error} />
    </Dialog>
  )
}

import type { LeakReportCard, LeakView, ToldHousehold } from '@hutang/shared/contract'
import { type ToldHow, toldHows, toldHowText } from '@hutang/shared/rules'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Problem, RadioGroup } from '../../components'
import { useAction } from '../../hooks/use-action'

interface ToldDialogProps {
  notice: string
  about: LeakReportCard['about']
  /** Undefined while the dialog is closed. */
  household: ToldHousehold | undefined
  onTold: (leak: LeakView) => void
  onClose: () => void
}

/** 入户打钩: how a household without a phone was told; each has a dialog of its own (`key`). */
export function ToldDialog({ notice, about, household, onTold, onClose }: ToldDialogProps) {
  const [how, setHow] = useState<ToldHow>()
  const tick = useAction(async (_key, id: string, chosen: ToldHow) => {
    const told = { params: { id: notice }, body: { household: id, how: chosen } }
    onTold(
      await (about === 'policy'
        ? call('POST /api/policies/:id/leak/told', told)
        : call('POST /api/notices/:id/leak/told', told)),
    )
  })
  if (!household) return null
  return (
    <Dialog
      open
      title={`${household.name}已告知`}
      onClose={onClose}
      actions={
        <Button
          busy={tick.busy}
          reason={how ? undefined : '请先选怎样告知的'}
          onPress={() => how && void tick.run(household.household, how)}
        >
          记下
        </Button>
      }
    >
      <RadioGroup
        label="怎样告知的"
        value={how}
        choices={toldHows.map((one) => ({ value: one, label: toldHowText[one] }))}
        onChange={setHow}
      />
      <Problem error={tick.error} />
    </Dialog>
  )
}

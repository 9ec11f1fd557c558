import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem, RadioGroup, Select, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { DayInput } from '../fields/day-input'
import { NumberInput } from '../fields/number-input'
import { asked, bodyOf, missingOf, type Stage, type Typed } from './typed'

interface TypeOneProps {
  region: string
  policies: readonly { id: string; title: string }[]
  first: Typed
  onClose: () => void
  onDone: () => Promise<void>
}

const stages: readonly { value: Stage; label: string }[] = [
  { value: 'handedIn', label: '已申报' },
  { value: 'approved', label: '已核准，还没到账' },
  { value: 'paid', label: '已到账' },
  { value: 'refused', label: '没通过' },
]

const money = [
  { name: '元', factor: 100 },
  { name: '万元', factor: 1_000_000 },
]

/** 登记一笔: one payment by hand, where there is no sheet of it; the same form changes what was typed. */
export function TypeOne({ region, policies, first, onClose, onDone }: TypeOneProps) {
  const [typed, setTyped] = useState(first)
  const set = (part: Partial<Typed>) => setTyped((old) => ({ ...old, ...part }))
  const isNew = first.batch === null
  const save = useAction(async () => {
    const { name, creditCode } = await call('PUT /api/regions/:code/payments', {
      params: { code: region },
      body: bodyOf(typed),
    })
    toast(`登记好了，会告诉${name || creditCode}`)
    await onDone()
  })
  const wrong = (field: string) => save.error?.fieldMessage(field)
  return (
    <Dialog
      open
      title={isNew ? '登记一笔' : '改这一笔'}
      onClose={onClose}
      actions={
        <Button busy={save.busy} reason={missingOf(typed)} onPress={() => void save.run()}>
          登记，告诉企业
        </Button>
      }
    >
      {isNew ? (
        <>
          <Select
            label="哪项政策"
            value={typed.policy || undefined}
            choices={policies.map(({ id, title }) => ({ value: id, label: title }))}
            error={wrong('policy')}
            onChange={(policy) => set({ policy })}
          />
          <Input
            label="统一社会信用代码"
            hint="营业执照上 18 位的那一行"
            maxLength={24}
            value={typed.creditCode}
            error={wrong('creditCode')}
            onChange={(creditCode) => set({ creditCode })}
          />
        </>
      ) : null}
      <RadioGroup label="办到哪一步" value={typed.step} choices={stages} onChange={(step) => set({ step })} />
      <Days typed={typed} set={set} wrong={wrong} />
      <Problem error={save.error} />
    </Dialog>
  )
}

interface DaysProps {
  typed: Typed
  set: (part: Partial<Typed>) => void
  wrong: (field: string) => string | undefined
}

/** Only what the stage has. */
function Days({ typed, set, wrong }: DaysProps) {
  const { approved, refused, paid } = asked(typed.step)
  const day = (field: 'handedInOn' | 'approvedOn' | 'refusedOn' | 'paidOn', label: string) => (
    <DayInput
      label={label}
      value={typed[field]}
      error={wrong(field)}
      onChange={(next) => set({ [field]: next })}
    />
  )
  return (
    <>
      {day('handedInOn', typed.step === 'handedIn' ? '申报日期' : '申报日期（不知道可以空着）')}
      {approved ? day('approvedOn', paid ? '核准日期（不知道可以空着）' : '核准日期') : null}
      {refused ? day('refusedOn', '没通过的日期') : null}
      {paid ? day('paidOn', '到账日期') : null}
      {approved ? (
        <NumberInput
          label={paid ? '到账金额' : '核准金额'}
          units={money}
          value={typed.fen}
          error={wrong('fen')}
          onChange={(fen) => set({ fen: fen === null ? null : Math.round(fen) })}
        />
      ) : null}
      {refused ? (
        <Textarea
          label="为什么没通过"
          hint="企业会看到"
          maxLength={200}
          value={typed.reason}
          error={wrong('reason')}
          onChange={(reason) => set({ reason })}
        />
      ) : null}
    </>
  )
}

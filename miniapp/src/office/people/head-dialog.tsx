import { useState } from 'react'
import { Button, Dialog, Input, Problem, RadioGroup } from '../../components'
import { personLine } from '../words'
import type { OfHousehold } from './part'
import { useDoing } from './use-doing'

/** 换户主: of a 户籍户 one of its people; a 承包户 or 成员户 without people has a name. */
export function HeadDialog({ region, page: { household }, onChange, onClose }: OfHousehold) {
  const [head, setHead] = useState(household.people.find(({ isHead }) => isHead)?.id)
  const [name, setName] = useState(household.head)
  const change = useDoing(
    'PUT /api/regions/:code/register/households/:household',
    { code: region, household: household.id },
    (next) => {
      onChange(next)
      onClose()
    },
  )
  const byName = household.people.length === 0
  const chosen = byName ? name.trim() : (head ?? '')
  return (
    <Dialog
      open
      title="换户主"
      onClose={onClose}
      actions={
        <Button
          busy={change.busy}
          reason={chosen ? undefined : '请先点新的户主'}
          onPress={() => void change.run({ head: chosen }, '户主换好了')}
        >
          换成这个户主
        </Button>
      }
    >
      {byName ? (
        <Input label="户主" required maxLength={40} value={name} onChange={setName} />
      ) : (
        <RadioGroup
          label="谁是户主"
          value={head}
          choices={household.people.map((person) => ({
            value: person.id,
            label: person.name,
            detail: personLine(person),
          }))}
          onChange={setHead}
        />
      )}
      <Problem error={change.error} />
    </Dialog>
  )
}

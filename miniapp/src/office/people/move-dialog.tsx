import type { RegisterHousehold } from '@hutang/shared/contract'
import { useState } from 'react'
import { Button, Dialog, Input, Problem } from '../../components'
import { FindHousehold } from './find-household'
import type { OfPerson } from './of-person'
import { useDoing } from './use-doing'

/** 到村里另一户去, such as after a marriage within the village. */
export function MoveDialog({ region, page, person, onChange, onClose }: OfPerson) {
  const [to, setTo] = useState<RegisterHousehold>()
  const [relation, setRelation] = useState('')
  const move = useDoing(
    'POST /api/regions/:code/register/people/:person/move',
    { code: region, person: person.id },
    (next) => {
      onClose()
      onChange(next)
    },
  )
  const household = to?.id ?? ''
  return (
    <Dialog
      open
      title={`${person.name}到哪一户去`}
      onClose={onClose}
      actions={
        <Button
          busy={move.busy}
          reason={to ? undefined : '请先找到那一户'}
          onPress={() =>
            void move.run({ household, relation: relation.trim() || null }, `${person.name}已到${to?.head}户`)
          }
        >
          {to ? `到${to.head}（${to.code}）户去` : '到那一户去'}
        </Button>
      }
    >
      <FindHousehold
        region={region}
        kind={page.household.kind}
        without={[page.household.id]}
        chosen={to?.id}
        onChoose={setTo}
      />
      <Input
        label="与那一户户主的关系"
        hint="例：儿媳、女婿"
        maxLength={10}
        value={relation}
        onChange={setRelation}
        error={move.error?.fieldMessage('relation')}
      />
      <Problem error={move.error} />
    </Dialog>
  )
}

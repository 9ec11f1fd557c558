import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Checkbox, Dialog, Input, Problem, RadioGroup } from '../../components'
import { personLine } from '../words'
import type { OfHousehold } from './part'
import { useDoing } from './use-doing'

/** 分户: some of the people become a household of their own. */
export function SplitDialog({ region, page: { household }, onChange, onClose }: OfHousehold) {
  const [going, setGoing] = useState<readonly string[]>([])
  const [head, setHead] = useState<string>()
  const [householdCode, setCode] = useState('')
  const split = useDoing(
    'POST /api/regions/:code/register/households/:household/split',
    { code: region, household: household.id },
    (next) => {
      onClose()
      onChange(next)
    },
  )
  const leaving = household.people.filter(({ id }) => going.includes(id))
  const newHead = leaving.find(({ id }) => id === head) ?? leaving[0]
  const toggle = (id: string, goes: boolean) =>
    setGoing(goes ? [...going, id] : going.filter((one) => one !== id))
  const reason =
    leaving.length === 0
      ? '请先点分出去的人'
      : leaving.length === household.people.length
        ? '要留下至少一个人'
        : householdCode.trim()
          ? undefined
          : '请先写新户的户号'
  return (
    <Dialog
      open
      title="分户"
      onClose={onClose}
      actions={
        <Button
          busy={split.busy}
          reason={reason}
          onPress={() =>
            void split.run(
              {
                people: leaving.map(({ id }) => id),
                head: newHead?.id ?? '',
                householdCode: householdCode.trim(),
              },
              `已分出${newHead?.name}户`,
            )
          }
        >
          {newHead ? `分出${newHead.name}户（${leaving.length} 人）` : '分户'}
        </Button>
      }
    >
      <Text className="people__line">谁分出去？</Text>
      {household.people.map((person) => (
        <Checkbox
          key={person.id}
          label={person.name}
          detail={personLine(person)}
          checked={going.includes(person.id)}
          onChange={(goes) => toggle(person.id, goes)}
        />
      ))}
      {leaving.length > 1 ? (
        <View className="people__gap">
          <RadioGroup
            label="新户的户主"
            value={newHead?.id}
            choices={leaving.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setHead}
          />
        </View>
      ) : null}
      <Input
        label="新户的户号"
        required
        hint="照新户口册上的写。例：15-021"
        maxLength={40}
        value={householdCode}
        onChange={setCode}
        error={split.error?.fieldMessage('householdCode')}
      />
      <Problem error={split.error} />
    </Dialog>
  )
}

import type { Telling } from '@hutang/shared/contract'
import { againChoices } from '@hutang/shared/rules'
import { RadioGroup, Switch } from '../../../components'

type Chosen = Pick<Telling, 'visit' | 'againHours'>

const none = 'none'
const choices = [
  { value: none, label: '不用' },
  ...againChoices.map((hours) => ({ value: String(hours), label: `${hours} 小时还没看的，再提醒一次` })),
]

/** What the writer, and at last the publisher, says about who is hard to reach. */
export function TellingChoice({
  telling: { visit, againHours },
  onChange,
}: {
  telling: Chosen
  onChange: (part: Partial<Chosen>) => void
}) {
  return (
    <>
      <Switch
        label="没收到的上门告诉"
        detail="手机收不到的人家，列在入户名单上"
        on={visit}
        onChange={(on) => onChange({ visit: on })}
      />
      <RadioGroup
        label="重要的事，没看的再提醒"
        value={againHours === null ? none : String(againHours)}
        choices={choices}
        onChange={(value) =>
          onChange({ againHours: againChoices.find((hours) => String(hours) === value) ?? null })
        }
      />
    </>
  )
}

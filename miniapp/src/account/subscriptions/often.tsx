import type { Preferences } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Card, Problem, RadioGroup, Select, Switch } from '../../components'
import type { Put } from './use-put'

const two = (n: number) => String(n).padStart(2, '0')
const hours = Array.from({ length: 24 }, (_, hour) => `${two(hour)}:00`)
const halfHours = hours.flatMap((hour) => [hour, hour.replace(':00', ':30')])

const frequencies = [
  { value: 'immediate', label: '马上', detail: '一公开就告诉您，一条一条地发' },
  { value: 'daily', label: '每天一次', detail: '一天的合成一条' },
  { value: 'weekly', label: '每周一次', detail: '一周的合成一条' },
] as const

const weekdays = ['一', '二', '三', '四', '五', '六', '日'].map((day, at) => ({
  value: String(at + 1),
  label: `星期${day}`,
}))

interface OftenProps {
  preferences: Preferences
  put: Put
}

/** How often, at what hour, and when not. */
export function Often({ preferences, put }: OftenProps) {
  const { frequency, hour, weekday } = preferences
  return (
    <Card title="什么时候告诉我">
      <Problem error={put.errorOf('frequency', 'hour', 'weekday', 'quietFrom', 'quietTo')} />
      <RadioGroup
        label="什么时候告诉我"
        quietLabel
        value={frequency}
        choices={frequencies}
        onChange={(value) => put({ frequency: value })}
      />
      {frequency === 'weekly' ? (
        <Select
          label="星期几"
          value={String(weekday)}
          choices={weekdays}
          onChange={(value) => put({ weekday: Number(value) })}
        />
      ) : null}
      {frequency === 'immediate' ? null : (
        <Select
          label="几点"
          value={hour}
          choices={halfHours.map((value) => ({ value, label: value }))}
          onChange={(value) => put({ hour: value })}
        />
      )}
      <Quiet preferences={preferences} put={put} />
    </Card>
  )
}

/** 夜里别打扰 */
function Quiet({ preferences: { quietFrom, quietTo }, put }: OftenProps) {
  const quiet = quietFrom !== quietTo
  return (
    <>
      <Switch
        label="夜里别打扰"
        detail={quiet ? `${quietFrom} 到 ${quietTo} 不发，过后再发；应急的除外` : '什么时候都可以提醒'}
        on={quiet}
        onChange={(on) =>
          put(on ? { quietFrom: '22:00', quietTo: '07:00' } : { quietFrom, quietTo: quietFrom })
        }
      />
      {quiet ? (
        <>
          <View className="often__gap" />
          <Select
            label="从几点起不打扰"
            value={quietFrom}
            choices={choicesWith(quietFrom, quietTo)}
            onChange={(value) => put({ quietFrom: value })}
          />
          <Select
            label="到几点为止"
            value={quietTo}
            choices={choicesWith(quietTo, quietFrom)}
            onChange={(value) => put({ quietTo: value })}
          />
        </>
      ) : null}
    </>
  )
}

// Not the other end's hour: equal hours would mean no quiet hours, and the switch above is for that.
const choicesWith = (own: string, other: string) =>
  [...new Set([...hours, own])]
    .filter((hour) => hour !== other)
    .sort()
    .map((hour) => ({ value: hour, label: hour }))

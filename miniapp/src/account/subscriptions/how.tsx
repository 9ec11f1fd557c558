import type { Preferences } from '@hutang/shared/contract'
import { call } from '../../api/client'
import { Card, Problem, Select, Switch, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)

interface HowProps {
  preferences: Preferences
  onChange: (preferences: Preferences) => void
}

/** Whether to send by WeChat, and the quiet hours (夜里别打扰). */
export function How({ preferences, onChange }: HowProps) {
  const save = useAction(async (_key, next: Preferences) => {
    onChange(await call('PUT /api/me/preferences', { body: next }))
    toast('记下了')
  })
  const put = (part: Partial<Preferences>) => void save.run({ ...preferences, ...part })
  const { quietFrom, quietTo, channels } = preferences
  const quiet = quietFrom !== quietTo
  return (
    <Card title="怎么告诉我">
      <Problem error={save.error} />
      <Switch
        label="微信提醒"
        detail="关掉以后，只放在“消息”里"
        on={channels.includes('wechat')}
        onChange={(on) =>
          put({
            channels: [...(on ? (['wechat'] as const) : []), ...channels.filter((one) => one !== 'wechat')],
          })
        }
      />
      <Switch
        label="夜里别打扰"
        detail={quiet ? `${quietFrom} 到 ${quietTo} 不发提醒，过后再发` : '什么时候都可以提醒'}
        on={quiet}
        onChange={(on) =>
          put(on ? { quietFrom: '21:00', quietTo: '07:00' } : { quietFrom, quietTo: quietFrom })
        }
      />
      {quiet ? (
        <>
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
    </Card>
  )
}

// Not the other end's hour: equal hours would mean no quiet hours, and the switch above is for that.
const choicesWith = (own: string, other: string) =>
  [...new Set([...hours, own])]
    .filter((hour) => hour !== other)
    .sort()
    .map((hour) => ({ value: hour, label: hour }))

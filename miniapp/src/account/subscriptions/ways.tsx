import type { OutwardChannel } from '@hutang/shared/contract'
import { Card, Select, Switch } from '../../components'

const ways: readonly { value: OutwardChannel; label: string; detail: string }[] = [
  { value: 'wechat', label: '微信', detail: '每允许一次，能收一条' },
  { value: 'sms', label: '短信', detail: '只发应急的和与您家有关的，您不用付钱' },
  { value: 'email', label: '邮件', detail: '要先填好邮箱' },
]

interface WaysProps {
  channels: readonly OutwardChannel[]
  onChange: (channels: OutwardChannel[]) => void
}

/** By what they are told, and what is tried first. */
export function Ways({ channels, onChange }: WaysProps) {
  const on = ways.filter(({ value }) => channels.includes(value))
  const turn = (way: OutwardChannel, next: boolean) =>
    onChange(next ? [...channels, way] : channels.filter((one) => one !== way))
  return (
    <Card title="怎么告诉我">
      {ways.map(({ value, label, detail }) => (
        <Switch
          key={value}
          label={label}
          detail={detail}
          on={channels.includes(value)}
          onChange={(next) => turn(value, next)}
        />
      ))}
      {on.length > 1 ? (
        <Select
          label="先用哪一种"
          hint="这一种没收到，再用别的"
          value={channels[0]}
          choices={on.map(({ value, label }) => ({ value, label }))}
          onChange={(first) => onChange([first, ...channels.filter((one) => one !== first)])}
        />
      ) : null}
    </Card>
  )
}

import { muted, sameMute } from '../../api/mutes'
import { Card, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'
import { Line } from './line'

type Mute = SubscriptionsData['mutes'][number]

interface MutedProps {
  mutes: readonly Mute[]
  onChange: ChangeData
}

/** What is not sent any more, and told again in one tap. */
export function Muted({ mutes, onChange }: MutedProps) {
  const save = useAction(async (_key, again: Mute) => {
    const left = await muted(
      // What is not there any more cannot be written again.
      mutes.filter((one) => one.label !== '' || sameMute(one, again)),
      again,
      false,
    )
    onChange((old) => ({ ...old, mutes: left }))
    toast('好，以后再告诉您')
  })
  if (mutes.length === 0) return null
  return (
    <Card title="不再提醒的" flush>
      <Problem error={save.error} />
      {mutes.map((mute) => (
        <Line
          key={mute.notice ?? mute.policy ?? `${mute.region}#${mute.item}`}
          name={mute.label || (mute.policy ? '已看不到的一项政策' : '已看不到的一条公开')}
          note={mute.regionName || undefined}
          action="恢复"
          busy={save.busy}
          onPress={() => void save.run(mute)}
        />
      ))}
    </Card>
  )
}

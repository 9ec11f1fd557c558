import { call } from '../../api/client'
import { Card, Problem, Row, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'

type Mute = SubscriptionsData['mutes'][number]

interface MutedProps {
  mutes: readonly Mute[]
  onChange: ChangeData
}

/** What is not sent any more, and told again in one tap. */
export function Muted({ mutes, onChange }: MutedProps) {
  const save = useAction(async (_key, again: Mute) => {
    const left = mutes
      .filter((one) => one !== again)
      .map(({ label: _label, regionName: _name, ...mute }) => mute)
    const answer = await call('PUT /api/me/mutes', { body: { mutes: left } })
    onChange((old) => ({ ...old, mutes: answer.mutes }))
    toast('好，以后再告诉您')
  })
  if (mutes.length === 0) return null
  return (
    <Card title="不再提醒的" flush>
      <Problem error={save.error} />
      {mutes.map((mute) => (
        <Row
          key={mute.notice ?? `${mute.region}#${mute.item}`}
          title={mute.label || '已看不到的一条公开'}
          note={mute.regionName || undefined}
          value="恢复"
          onPress={() => void save.run(mute)}
        />
      ))}
    </Card>
  )
}

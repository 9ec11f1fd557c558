import type { Visit, VisitHousehold } from '@hutang/shared/contract'
import { type ToldHow, toldHows, toldHowText, validityText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Problem, Tag } from '../../components'
import { clock } from '../../format/clock'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { PhoneLine } from './phone-line'

interface DoorProps {
  household: VisitHousehold
  region: string
  seesPhones: boolean
}

/** One knock tells everything: a tap ticks all that the household is still to be told. */
export function Door({ household, region, seesPhones }: DoorProps) {
  const { name, code, group, area, row, phone } = household
  const [visits, setVisits] = useState(household.visits)
  const open = visits.filter(({ told }) => told === null)
  const put = (next: Visit) => setVisits((old) => old.map((one) => (one.id === next.id ? next : one)))
  const tick = useAction(async (_key, how: ToldHow) => {
    for (const { id } of open) put(await call('POST /api/visits/:id/told', { params: { id }, body: { how } }))
  })
  const takeBack = useAction(async (_key, id: string) =>
    put(await call('DELETE /api/visits/:id/told', { params: { id } })),
  )
  const place = [area, row, group, code && `户号 ${code}`].filter(Boolean).join(' · ')
  return (
    <Card title={name} aside={open.length === 0 ? <Tag tone="good">已告知</Tag> : undefined}>
      {place ? <Text className="visits__place">{place}</Text> : null}
      {phone ? <PhoneLine region={region} phone={phone} whole={seesPhones} /> : null}
      {visits.map((visit) => (
        <Thing key={visit.id} visit={visit} busy={takeBack.busy} onTakeBack={takeBack.run} />
      ))}
      {open.length > 0 ? (
        <View className="visits__ticks">
          {toldHows.map((how) => (
            <Button
              key={how}
              kind="secondary"
              disabled={tick.busy}
              label={`${name}已告知`}
              onPress={() => void tick.run(how)}
            >
              {toldHowText[how]}
            </Button>
          ))}
        </View>
      ) : null}
      <Problem error={tick.error ?? takeBack.error} />
    </Card>
  )
}

interface ThingProps {
  visit: Visit
  busy: boolean
  onTakeBack: (id: string) => Promise<boolean>
}

/** What is to be told, and once it is: how, by whom and when. */
function Thing({ visit: { id, title, say, validUntil, told }, busy, onTakeBack }: ThingProps) {
  const until = validUntil ? validityText(new Date(validUntil), new Date(clock.now())) : ''
  return (
    <View className="visits__thing">
      <Text className="visits__title">{title}</Text>
      {say !== title ? <Text className="visits__say">{`说：${say}`}</Text> : null}
      {until ? <Text className="visits__say">{until}</Text> : null}
      {told ? (
        <View className="visits__told">
          <Text>{`已告知：${toldHowText[told.how]} · ${told.by} · ${momentText(told.at)}`}</Text>
          {told.canUndo ? (
            <Button
              kind="quiet"
              inline
              busy={busy}
              label={`${title}，还没有告知`}
              onPress={() => void onTakeBack(id)}
            >
              撤回
            </Button>
          ) : null}
        </View>
      ) : null}
    </View>
  )
}

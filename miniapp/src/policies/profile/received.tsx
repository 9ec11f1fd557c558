import { type ReceivedPolicy, sumWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Checkbox, Row } from '../../components'
import { plainDay } from '../../format/date'
import { useScreen } from '../../hooks/use-screen'
import { AddReceived } from './add-received'
import type { StepProps } from './step.types'

const most = 50

/** 已享受的: what was had is not promised again. */
export function Received({ profile, day, change }: StepProps) {
  const [adding, setAdding] = useState(false)
  const region = profile.region ?? undefined
  const policies = useScreen('GET /api/policies', {
    query: { audience: 'enterprise', limit: most, ...(region ? { region } : {}) },
  }).data?.items
  const had = profile.received ?? []
  const put = (next: readonly ReceivedPolicy[] | null) => change({ received: next ? [...next] : null })
  const titleOf = (id: string): string => policies?.find((one) => one.id === id)?.title ?? '一项政策'
  return (
    <>
      <Text className="profile__note">领过的写在这里，就不会再算进“最高可达”，也不再提醒。</Text>
      {had.map((one, at) => (
        <Row
          // The same policy may be had in several years.
          key={`${one.policy}${one.on}${String(at)}`}
          title={titleOf(one.policy)}
          note={`${plainDay(one.on)}${one.fen === null ? '' : ` · ${sumWords(one.fen)}`}`}
        >
          <Button
            kind="quiet"
            inline
            label={titleOf(one.policy)}
            onPress={() => put(had.filter((other) => other !== one))}
          >
            去掉
          </Button>
        </Row>
      ))}
      <View className="profile__ticks">
        <Checkbox
          label="都没有领过"
          checked={profile.received !== null && had.length === 0}
          onChange={(on) => put(on ? [] : null)}
        />
      </View>
      <Button kind="secondary" icon="plus" onPress={() => setAdding(true)}>
        加一项领过的
      </Button>
      {adding ? (
        <AddReceived
          policies={policies ?? []}
          day={day}
          onClose={() => setAdding(false)}
          onAdd={(one) => {
            setAdding(false)
            put([...had, one])
          }}
        />
      ) : null}
    </>
  )
}

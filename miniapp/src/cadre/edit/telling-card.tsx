import { dateText, shanghaiDate, shanghaiTime, validityText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Button, Card, Problem, Select, Switch } from '../../components'
import { clock } from '../../format/clock'
import { TellingChoice } from '../components/telling/telling-choice'
import { dayChoices, instantOf, timeChoices } from '../schedule-times'
import type { TellingState } from './use-telling'

/** The evening, where nobody says another time. */
const usualTime = '18:00'

/** 怎样告诉: until when it holds, whether somebody goes there, and whether people are told again. */
export function TellingCard({ state: { telling, error, edit, flush } }: { state: TellingState }) {
  const now = new Date(clock.now())
  const until = telling.validUntil === null ? null : new Date(telling.validUntil)
  const [day, time] = until ? [shanghaiDate(until), shanghaiTime(until)] : []
  const days = dayChoices(now)
  const setDay = (next: string) => {
    const times = timeChoices(next, now).map(({ value }) => value)
    const kept = [time, usualTime].find((one) => one && times.includes(one)) ?? times[times.length - 1]
    if (kept) edit({ validUntil: instantOf(next, kept) })
  }
  return (
    <Card title="怎样告诉">
      <Switch
        label="过了时间就没用"
        detail="停水、停电、开会这样的事，写上有效到几时"
        on={until !== null}
        onChange={(on) => (on ? setDay(days[1]?.value ?? '') : edit({ validUntil: null }))}
      />
      {until && day ? (
        <>
          <Select
            label="有效到哪一天"
            value={day}
            choices={days}
            placeholder={dateText(until, now)}
            onChange={setDay}
          />
          <Select
            label="有效到几点"
            value={time}
            choices={timeChoices(day, now)}
            placeholder={time}
            onChange={(next) => edit({ validUntil: instantOf(day, next) })}
            error={error?.fieldMessage('telling.validUntil')}
          />
          <Text className="edit__note">{`村民看到：${validityText(until, now)}`}</Text>
        </>
      ) : null}
      <TellingChoice telling={telling} onChange={edit} />
      <Problem error={error} />
      {error ? (
        <Button kind="secondary" onPress={() => void flush()}>
          再存一次
        </Button>
      ) : null}
    </Card>
  )
}

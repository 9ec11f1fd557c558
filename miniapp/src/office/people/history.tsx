import type { HouseholdPage } from '@hutang/shared/contract'
import { Fold, Row } from '../../components'
import { momentText } from '../../format/date'

/** What was done to the household, newest first, and who is no longer in it. */
export function History({ events, left }: Pick<HouseholdPage, 'events' | 'left'>) {
  return (
    <>
      {left.length > 0 ? (
        <Fold title="不在册的人" note={`${left.length} 人`} flush>
          {left.map(({ id, name, state }) => (
            <Row key={id} title={name} value={state === 'dead' ? '去世' : '迁出'} />
          ))}
        </Fold>
      ) : null}
      <Fold title="改过什么" note={events.length > 0 ? `${events.length} 次` : '还没有'} flush>
        {events.map((event) => (
          <Row
            key={`${event.at}${event.text}`}
            title={event.text}
            detail={event.changes.map(changeText).join('；') || undefined}
            note={`${event.by} · ${momentText(event.at)}`}
          />
        ))}
      </Fold>
    </>
  )
}

const changeText = ({ field, before, after }: HouseholdPage['events'][number]['changes'][number]): string =>
  `${field}：${before || '空'} → ${after || '空'}`

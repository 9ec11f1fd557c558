import type { AppealView } from '@hutang/shared/contract'
import { Row, type RowTag } from '../../components/row/row'
import { dayText } from '../../format/date'
import { goToPolicies } from '../../hooks/navigation'

const shown = 60

function tagOf({ late, state, level, levelText }: AppealView): RowTag {
  if (state === 'closed') return { text: '已办结', tone: 'good' }
  if (state === 'handedTo12345') return { text: '已转12345', tone: 'good' }
  if (state === 'withdrawn') return { text: '已撤回' }
  if (late) return { text: level > 0 ? `超时，${levelText}在管` : '已超时', tone: 'missing' }
  return { text: '在办', tone: 'soon' }
}

/** One 诉求 in a list: what was said, and where it is. */
export function AppealRow({ appeal }: { appeal: AppealView }) {
  const { id, text, state, stateText, by, mine, at, office, about, enterprise, unseen } = appeal
  return (
    <Row
      title={text.length > shown ? `${text.slice(0, shown)}…` : text}
      detail={state === 'open' || state === 'handedTo12345' ? stateText : undefined}
      note={[about?.title, mine ? office.name : (enterprise?.name ?? by), dayText(at)]
        .filter(Boolean)
        .join(' · ')}
      unread={unseen}
      tag={tagOf(appeal)}
      onPress={() => goToPolicies('appeal', { id })}
    />
  )
}

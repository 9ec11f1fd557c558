import type { QuestionView } from '@hutang/shared/contract'
import { Row } from '../../components/row/row'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'

const shown = 60

/** One of the 意见和投诉 in a list: what was said last, and where it is. */
export function QuestionRow({ question }: { question: QuestionView }) {
  const { id, kindText, by, mine, at, rounds, stateText, state, late, unseen, region } = question
  const text = rounds.at(-1)?.text || '（内容已随公开一起撤下）'
  return (
    <Row
      title={text.length > shown ? `${text.slice(0, shown)}…` : text}
      detail={stateText}
      note={[kindText, mine ? region.name : by, dayText(at)].join(' · ')}
      unread={unseen}
      tag={
        late
          ? { text: '已过期', tone: 'missing' }
          : state === 'open'
            ? { text: '等答复', tone: 'soon' }
            : { text: state === 'answered' ? '已答复' : '已办结', tone: 'good' }
      }
      onPress={() => goTo('question', { id })}
    />
  )
}

import type { NoticeView } from '@hutang/shared/contract'
import { answerDays } from '@hutang/shared/rules'
import { Card, Row } from '../../components'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'

/** At the foot of every notice: whoever does not understand it, or does not agree, asks. */
export function QuestionDoor({
  notice: { id, region, title },
}: {
  notice: Pick<NoticeView, 'id' | 'region' | 'title'>
}) {
  return (
    <Card flush>
      <Row
        icon="message"
        title="对这一条有疑问、有意见？"
        detail={`问${officeOf(region.level)}，${answerDays} 天内答复`}
        onPress={() => goTo('ask', { region: region.code, notice: id, title })}
      />
    </Card>
  )
}

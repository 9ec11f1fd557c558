import type { NoticeView } from '@hutang/shared/contract'
import { Elements, Fold } from '../../components'
import { dayText } from '../../format/date'
import { audienceText } from '../../format/words'

/** The legal basis, the time limit, how long it stays public, and who may read it. */
export function Basis({ notice }: { notice: NoticeView }) {
  const { item } = notice
  return (
    <Fold title="为什么公开、公开到什么时候" note={`至少到 ${dayText(notice.displayUntil)}`}>
      <Elements
        items={[
          { name: '依据', text: item.basis },
          { name: '公开时限', text: item.timeLimit },
          { name: '公开时间', text: dayText(notice.publishedAt) },
          { name: '至少公开到', text: dayText(notice.displayUntil) },
          { name: '公开主体', text: item.body },
          { name: '谁能看', text: audienceText[notice.audience] },
        ]}
      />
    </Fold>
  )
}

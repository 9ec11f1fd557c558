import type { WorkLine } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Card, EmptyState, Row } from '../../components'
import { type Desk, sectionsOf } from '../../format/desk-sections'
import { PrintSheet } from '../components/print-sheet/print-sheet'
import { openEdit, openManage, openQuestions, openReview, openVerify } from '../open'
import { LeakCards } from './leak-cards'
import { Orphans } from './orphans'
import { hasLeaks, isIdle } from './sections'
import { WorkCard } from './work-card'

export interface PartProps {
  desk: Desk
  /** How many texts WeChat did not let pass. */
  words: number
  reload: () => Promise<void>
}

/** What this person writes, reviews and publishes, in a good order. */
export function OwnWork({ desk, words: found, reload }: PartProps) {
  const sections = sectionsOf(desk)
  const words = officeWords(desk.region.level)
  const idle =
    isIdle(sections, desk.can.verify ? desk.claims : 0) &&
    !hasLeaks(desk) &&
    desk.orphans.length === 0 &&
    desk.visits === 0 &&
    !desk.firms &&
    found === 0
  return (
    <>
      {idle ? (
        <EmptyState
          icon="check"
          title="手头的事都办完了"
          detail={`${desk.region.name} · ${desk.roles.join('、')}`}
        />
      ) : null}
      {desk.wechat ? null : (
        <Card tone="info">
          <Text>微信还没接上：提醒先留在消息里。</Text>
        </Card>
      )}
      {desk.leaks ? <LeakCards leaks={desk.leaks} reload={reload} /> : null}
      <WorkCard title="退回给我的" lines={sections.returned} onOpen={({ notice }) => openEdit(notice)} />
      <Orphans lines={desk.orphans} reload={reload} />
      <WorkCard title="我的草稿" lines={sections.drafts} onOpen={({ notice }) => openEdit(notice)} />
      <WorkCard
        title={`等我${words.review}`}
        lines={sections.reviews}
        onOpen={({ notice }) => openReview(notice)}
      />
      <WorkCard
        title={`等我${words.publish}`}
        lines={sections.approved}
        onOpen={({ notice }) => openReview(notice)}
      />
      <WorkCard title="定了时间发布" lines={sections.scheduled} onOpen={({ notice }) => openReview(notice)} />
    </>
  )
}

export function QuestionsCard({ desk }: { desk: Desk }) {
  if (!desk.questions) return null
  return (
    <Card flush>
      <Row
        icon="message"
        title="意见和投诉"
        detail={questionsText(desk.questions)}
        onPress={() => openQuestions(desk.region.code)}
      />
    </Card>
  )
}

const questionsText = ({ open, late }: NonNullable<Desk['questions']>) =>
  open === 0 ? '没有等答复的' : late === 0 ? `${open} 件等答复` : `${open} 件等答复，其中 ${late} 件过了日子`

export function VerifyCard({ desk }: { desk: Desk }) {
  if (!desk.can.verify) return null
  return (
    <Card flush>
      <Row
        icon="people"
        title="核对村民身份"
        detail={desk.claims > 0 ? `${desk.claims} 人等着核对` : '没有人在等；也可以给一户开认证纸条'}
        onPress={() => openVerify(desk.region.code)}
      />
    </Card>
  )
}

export const Waiting = ({ desk }: { desk: Desk }) => (
  <WorkCard
    title="在别人手里"
    lines={sectionsOf(desk).waiting}
    onOpen={({ notice }) => openReview(notice)}
    below={sheetOf}
  />
)

export const Published = ({ desk }: { desk: Desk }) => (
  <WorkCard title="最近公开" lines={desk.published} onOpen={({ notice }) => openManage(notice)} />
)

/** For a reviewer who does not use a phone. */
const sheetOf = ({ state, notice, title }: WorkLine) =>
  state === 'submitted' ? <PrintSheet notice={notice} title={title} quiet /> : undefined

import type { WorkLine } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Row } from '../../components'
import { stateNote } from '../../format/words'
import { goToOffice } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { NilReturn, Page, RegionSwitch, SignInGate } from '../../widgets'
import { PrintSheet } from '../components/print-sheet/print-sheet'
import { openEdit, openManage, openNew, openQuestions, openReview, openStart, openVerify } from '../open'
import { whySignIn } from '../words'
import { FirmsCard } from './firms-card'
import { LeakCards } from './leak-cards'
import { MonthBoard } from './month-board'
import { OfficeCard, PolicyCard } from './office-card'
import { Orphans } from './orphans'
import { hasLeaks, isIdle, sectionsOf } from './sections'
import { VisitsCard } from './visits-card'
import { WorkCard } from './work-card'

const fewMissing = 5

/** 工作台: what the cadre has to do today, in order. */
export default function Desk() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const screen = useScreen('GET /api/screens/desk', region === null ? null : { query: { region } })
  if (region === null) return <SignInGate title="工作台" why={whySignIn} />
  return (
    <Page
      title="工作台"
      screen={screen}
      foot={
        screen.data?.can.write ? (
          <Button icon="edit" onPress={() => openStart(region)}>
            写一条公开
          </Button>
        ) : undefined
      }
    >
      {(desk) => (
        <>
          <RegionSwitch regions={regions} current={region} onChange={choose} />
          <Today desk={desk} reload={screen.reload} />
        </>
      )}
    </Page>
  )
}

type DeskData = Answer<'GET /api/screens/desk'>

function Today({ desk, reload }: { desk: DeskData; reload: () => Promise<void> }) {
  const sections = sectionsOf(desk)
  const region = desk.region.code
  const words = officeWords(desk.region.level)
  const idle =
    isIdle(sections, desk.can.verify ? desk.claims : 0) &&
    !hasLeaks(desk) &&
    desk.orphans.length === 0 &&
    desk.visits === 0 &&
    !desk.firms
  return (
    <View>
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
      <Missing desk={desk} onSaid={() => void reload()} />
      {desk.questions ? (
        <Card flush>
          <Row
            icon="message"
            title="意见和投诉"
            detail={questionsText(desk.questions)}
            onPress={() => openQuestions(region)}
          />
        </Card>
      ) : null}
      <FirmsCard desk={desk} />
      <VisitsCard desk={desk} />
      {desk.can.verify ? (
        <Card flush>
          <Row
            icon="people"
            title="核对村民身份"
            detail={desk.claims > 0 ? `${desk.claims} 人等着核对` : '没有人在等；也可以给一户开认证纸条'}
            onPress={() => openVerify(region)}
          />
        </Card>
      ) : null}
      <MonthBoard region={desk.region} />
      <PolicyCard region={desk.region} can={desk.can} />
      <OfficeCard region={desk.region} can={desk.can} />
      <Card flush>
        <Row
          icon="list"
          title="岗位"
          detail="这里谁管什么，从哪天到哪天；没办完的交给了谁"
          onPress={() => goToOffice('posts', { region })}
        />
      </Card>
      <WorkCard
        title="在别人手里"
        lines={sections.waiting}
        onOpen={({ notice }) => openReview(notice)}
        below={sheetOf}
      />
      <WorkCard title="最近公开" lines={desk.published} onOpen={({ notice }) => openManage(notice)} />
    </View>
  )
}

const questionsText = ({ open, late }: NonNullable<DeskData['questions']>) =>
  open === 0 ? '没有等答复的' : late === 0 ? `${open} 件等答复` : `${open} 件等答复，其中 ${late} 件过了日子`

/** For a reviewer who does not use a phone. */
const sheetOf = ({ state, notice, title }: WorkLine) =>
  state === 'submitted' ? <PrintSheet notice={notice} title={title} quiet /> : undefined

/** 应公开未公开: a tap starts a draft for the item; or its last period is said to have had none. */
function Missing({ desk, onSaid }: { desk: DeskData; onSaid: () => void }) {
  const [all, setAll] = useState(false)
  if (desk.missing.length === 0) return null
  const shown = all ? desk.missing : desk.missing.slice(0, fewMissing)
  const left = desk.missing.length - shown.length
  return (
    <Card title={`应公开未公开 ${desk.missing.length}`} flush tone="alert">
      {shown.map(({ no, name, stateText, nilOffer }) => (
        <Row
          key={no}
          title={`${no} ${name}`}
          detail={stateNote(stateText)}
          hint={desk.can.write ? '点开就起草' : undefined}
          onPress={desk.can.write ? () => openNew(desk.region.code, no) : undefined}
        >
          {desk.can.write && nilOffer ? (
            <NilReturn region={desk.region.code} no={no} name={name} offer={nilOffer} onDone={onSaid} />
          ) : undefined}
        </Row>
      ))}
      {left > 0 ? (
        <Button kind="quiet" onPress={() => setAll(true)}>{`看全部 ${desk.missing.length} 项`}</Button>
      ) : null}
    </Card>
  )
}

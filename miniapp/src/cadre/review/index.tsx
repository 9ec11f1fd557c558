import type { EditionWork } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Whole } from '../components/reading/whole'
import { whySignIn } from '../words'
import { PaperCard } from './paper-card'
import { PublishFoot } from './publish-foot'
import { ReviewFoot } from './review-foot'
import { ScheduledFoot } from './scheduled-foot'
import './review.scss'

/** Shows the edition as it will be published, with the buttons to approve, return or publish it. */
export default function Review() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/screens/edit', id && user ? { query: { id } } : null)
  if (!user) return <SignInGate title="审核" why={whySignIn} />
  if (!id) {
    return (
      <Page title="审核">
        <EmptyState icon="document" title="没有说明要看哪一条" detail="请从工作台点开要审核的公开信息。" />
      </Page>
    )
  }
  return (
    <Page title={titleOf(screen.data?.work)} screen={screen} foot={<Foot screen={screen} />}>
      {({ work }) => (
        <>
          <Whole work={work} fresh={!screen.loading && screen.copiedAt === undefined} />
          {work.state === 'submitted' && screen.copiedAt === undefined ? (
            <PaperCard work={work} reload={screen.reload} />
          ) : null}
        </>
      )}
    </Page>
  )
}

function titleOf(work: EditionWork | undefined): string {
  const words = officeWords(work?.region.level ?? '')
  if (work?.state === 'submitted') return words.review
  if (work?.state === 'scheduled') return '定时发布'
  return work?.state === 'approved' ? words.publish : '公开信息'
}

function Foot({ screen }: { screen: Screen<{ work: EditionWork }> }) {
  if (!screen.data) return null
  const { work } = screen.data
  // An old copy may differ from what would be approved.
  const old = screen.copiedAt === undefined ? undefined : '没有网络，连上后再办'
  if (work.state === 'submitted') return <ReviewFoot work={work} old={old} reload={screen.reload} />
  if (work.state === 'approved') return <PublishFoot work={work} old={old} reload={screen.reload} />
  if (work.state === 'scheduled') return <ScheduledFoot work={work} old={old} reload={screen.reload} />
  return <Text className="review__state">{stateWords(work)}</Text>
}

const stateWords = ({ state, stateText }: EditionWork) =>
  state === 'draft' || state === 'returned' ? `${stateText}，还在作者手里` : stateText

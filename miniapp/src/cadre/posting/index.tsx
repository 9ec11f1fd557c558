import type { NoticeOutputs, PostingPlace } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { call } from '../../api/client'
import { Card, EmptyState, Row } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Line } from '../components/steps/steps'
import { whySignIn } from '../words'
import { AloudCard } from './aloud-card'
import { BoardCard } from './board-card'
import { GroupCard } from './group-card'
import { Postings } from './postings'

/** 发群和播报: what goes out of a notice besides the messages, and where it was. `?id=` is the notice. */
export default function Posting() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/notices/:id/outputs', id && user ? { params: { id } } : null, {
    kept: false,
  })
  if (!user) return <SignInGate title="发群和播报" why={whySignIn} />
  if (!id) {
    return (
      <Page title="发群和播报">
        <EmptyState icon="document" title="没有说明是哪一条" detail="请从那条公开的“办理”里点进来。" />
      </Page>
    )
  }
  return (
    <Page title="发群和播报" screen={screen}>
      {(outputs) => <Outputs outputs={outputs} onChange={(next) => screen.change(() => next)} />}
    </Page>
  )
}

interface OutputsProps {
  outputs: NoticeOutputs
  onChange: (outputs: NoticeOutputs) => void
}

function Outputs({ outputs, onChange }: OutputsProps) {
  const { notice, title, why, recall, postings } = outputs
  const note = useAction(async (_key, where: PostingPlace) =>
    onChange(await call('POST /api/notices/:id/posted', { params: { id: notice }, body: { where } })),
  )
  const part = { outputs, note }
  return (
    <>
      <Card flush>
        <Row icon="document" title={title} onPress={() => goTo('notice', { id: notice })} />
      </Card>
      {why ? (
        <Card tone="warning">
          <Line>{why}</Line>
        </Card>
      ) : null}
      {recall ? (
        <Card title="发出去的，要收一收" tone="alert">
          <Line>{recall}</Line>
        </Card>
      ) : null}
      <GroupCard {...part} />
      <AloudCard {...part} />
      {why === null ? <BoardCard {...part} /> : null}
      <Postings postings={postings} />
    </>
  )
}

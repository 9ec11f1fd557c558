import type { PolicyWork } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card, EmptyState, Row } from '../../components'
import { goToPolicies, wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, PolicyPayments, SignInGate } from '../../widgets'
import { Preview } from '../components/preview'
import { Trial } from '../components/trial'
import { useNames } from '../components/use-names'
import { openEdit } from '../open'
import { whySignIn } from '../words'
import { DifferenceCard } from './difference-card'
import { FollowedCard } from './followed-card'
import { Foot } from './foot'
import { HistoryCard } from './history-card'
import { LeakCard } from './leak-card'
import './policy.scss'
import { StandingCard } from './standing-card'

/** 办理: the steps of a policy, what became of it, and what it says. `?id=` is the policy. */
export default function Policy() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/policies/:id/work', id && user ? { params: { id } } : null, {
    kept: false,
  })
  if (!user) return <SignInGate title="政策办理" why={whySignIn} />
  if (!id)
    return (
      <Page title="政策办理">
        <EmptyState icon="policy" title="没有说明要办哪一条" detail="请从“政策”里点进来。" />
      </Page>
    )
  const { data } = screen
  const due = data && data.state !== 'published' && data.state !== 'superseded'
  return (
    <Page
      title={data?.stateText ?? '政策办理'}
      wide
      screen={screen}
      foot={due ? <Foot work={data} reload={screen.reload} /> : undefined}
    >
      {(work) => <Whole work={work} reload={screen.reload} />}
    </Page>
  )
}

function Whole({ work, reload }: { work: PolicyWork; reload: () => Promise<void> }) {
  const { names } = useNames(work.region.code, work.content)
  const isPublic = work.policyState !== 'none'
  const isCorrection = work.edition > 1 && work.state !== 'published' && work.state !== 'superseded'
  const steps = (
    <View className="policy-work__column">
      {work.policyState === 'withdrawn' ? <Withdrawn work={work} /> : null}
      {work.deadLinks.length > 0 ? <DeadLinks work={work} /> : null}
      {isPublic ? <FollowedCard work={work} /> : null}
      {isPublic ? <PolicyPayments policy={work.id} /> : null}
      {isPublic ? <PublicDoor work={work} /> : null}
      {work.policyState === 'published' ? <StandingCard work={work} reload={reload} /> : null}
      {work.policyState === 'published' || work.policyState === 'withdrawn' ? (
        <LeakCard work={work} reload={reload} />
      ) : null}
      {work.policyState === 'withdrawn' ? null : <Trial id={work.id} />}
      <HistoryCard work={work} />
    </View>
  )
  const words = (
    <View className="policy-work__column">
      {isCorrection ? <DifferenceCard work={work} names={names} /> : null}
      <Preview content={work.content} names={names} />
      <Document text={work.content.text} />
    </View>
  )
  // Who reviews and signs reads first.
  const readsFirst = !isPublic || isCorrection
  return (
    <View className="policy-work__columns">
      {readsFirst ? words : steps}
      {readsFirst ? steps : words}
    </View>
  )
}

const Document = ({ text }: { text: string }) => (
  <Card title="政策原文">
    {text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text stand where they stand
        <View className="policy-work__words" key={at}>
          {line}
        </View>
      ))}
  </Card>
)

function Withdrawn({ work: { steps } }: { work: PolicyWork }) {
  const step = steps.find(({ verb }) => verb === 'withdraw')
  return (
    <Card title="已经撤回" tone="alert" flush>
      <Row title={step?.note ?? ''} note={step?.by} />
    </Card>
  )
}

const DeadLinks = ({ work }: { work: PolicyWork }) => (
  <Card title="网址打不开" tone="alert" flush>
    {work.deadLinks.map(({ field, url, text }) => (
      <Row key={field} title={text} detail={url} note="三天都没有打开；核对以后更正" />
    ))}
  </Card>
)

const PublicDoor = ({ work }: { work: PolicyWork }) => (
  <Card flush>
    <Row
      icon="policy"
      title="看大家看到的样子"
      detail={[work.status.text, work.status.deadline].filter(Boolean).join('，')}
      onPress={() => goToPolicies('policy', { id: work.id })}
    />
    {work.policyState === 'published' && work.edition > 1 && work.state === 'draft' && work.mine ? (
      <Row icon="edit" title="接着写更正" onPress={() => openEdit(work.id)} />
    ) : null}
  </Card>
)

import type { OwnPayment, PolicyPayments as Paid } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button } from '../../components/button/button'
import { Card } from '../../components/card/card'
import { Tag, type TagTone } from '../../components/tag/tag'
import { type Screen, useScreen } from '../../hooks/use-screen'
import './policy-payments.scss'

interface PolicyPaymentsProps {
  policy: string
  /** An enterprise that the reader acts for: where its own money is stands first. */
  enterprise?: string | null
}

/** 兑现: where the own money is, then how this policy is paid. Says nothing while it is not known. */
export function PolicyPayments({ policy, enterprise = null }: PolicyPaymentsProps) {
  const paid = useScreen('GET /api/policies/:id/payments', { params: { id: policy } })
  const own = useScreen(
    'GET /api/enterprises/:id/payments',
    enterprise === null ? null : { params: { id: enterprise } },
  )
  const mine = (own.data?.items ?? []).filter((one) => one.policy.id === policy)
  const failed = paid.error && paid.data === undefined ? paid : null
  return (
    <>
      {mine.map((one) => (
        <OwnMoney key={one.id} payment={one} />
      ))}
      {paid.data ? <PaidSoFar paid={paid.data} /> : null}
      {failed ? <NotRead screen={failed} /> : null}
    </>
  )
}

const tones: Record<OwnPayment['step'], TagTone> = {
  handedIn: 'soon',
  approved: 'soon',
  refused: 'missing',
  paid: 'good',
}

/** One payment of an enterprise of one's own: the sentence first, where it is known from last. */
export function OwnMoney({ payment, titled }: { payment: OwnPayment; titled?: boolean }) {
  const { words, step, stepText, overdue, batch, source, policy } = payment
  return (
    <Card
      title={titled ? policy.title : '我的兑现'}
      tone={overdue > 0 ? 'warning' : step === 'paid' ? 'calm' : 'plain'}
      aside={<Tag tone={overdue > 0 ? 'missing' : tones[step]}>{overdue > 0 ? '超期未到账' : stepText}</Tag>}
    >
      <Text className="policy-payments__words">{words}</Text>
      <Line payment={payment} />
      <Text className="policy-payments__note">{`${batch}批次 · ${source}`}</Text>
    </Card>
  )
}

/** Its steps in a row; what is not there yet is said in words too. */
function Line({ payment: { step, handedInOn, approvedOn, refusedOn, paidOn } }: { payment: OwnPayment }) {
  const steps = [
    { name: '申报', on: handedInOn },
    step === 'refused' ? { name: '未通过', on: refusedOn } : { name: '核准', on: approvedOn },
    ...(step === 'refused' ? [] : [{ name: '到账', on: paidOn }]),
  ]
  const done = steps.findLastIndex(({ on }) => on !== null)
  return (
    <View className="policy-payments__steps">
      {steps.map(({ name, on }, at) => (
        <View
          key={name}
          className={
            at <= done ? 'policy-payments__step policy-payments__step--done' : 'policy-payments__step'
          }
        >
          <Text className="policy-payments__name">{name}</Text>
          <Text className="policy-payments__day">
            {on?.slice(5).replace('-', '.') ?? (at < done ? '免' : '还没有')}
          </Text>
        </View>
      ))}
    </View>
  )
}

function PaidSoFar({ paid: { text, allowedText } }: { paid: Paid }) {
  return (
    <Card title="钱发得怎么样">
      <Text className="policy-payments__words">{text}</Text>
      <Text className="policy-payments__note">{`${allowedText}。只算天数和户数，不公布是哪一家。`}</Text>
    </Card>
  )
}

function NotRead({ screen }: { screen: Pick<Screen<unknown>, 'reload' | 'loading'> }) {
  return (
    <Card title="钱发得怎么样">
      <Text className="policy-payments__note">这一块没有读到，不影响看政策。</Text>
      <Button kind="quiet" inline busy={screen.loading} onPress={() => void screen.reload()}>
        再读一次
      </Button>
    </Card>
  )
}

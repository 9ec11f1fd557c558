import type { PolicyView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Lead } from '../../components'
import { useOwnFirms } from '../../hooks/use-own-firms'
import { usePackage } from '../../hooks/use-package'
import { useUser } from '../../store/session'
import { PolicyPayments } from '../../widgets'
import { Documents } from './documents'
import { Editions } from './editions'
import { Fit } from './fit'
import { Follow } from './follow'
import { How } from './how'
import { LeakDoor } from './leak-door'
import { Materials } from './materials'
import { PolicyFacts } from './policy-facts'
import { Standing } from './standing'
import { Stop } from './stop'

interface PolicyPageProps {
  policy: PolicyView
  /** For which enterprise it was opened. */
  enterprise: string | undefined
}

/** Answer first: what it brings and until when, whether it fits, what is needed; the document last. */
export function PolicyPage({ policy, enterprise }: PolicyPageProps) {
  const signedIn = useUser() !== null
  const { current } = useOwnFirms(enterprise)
  const forFirms = policy.content.audience === 'enterprise'
  const { screen, answer } = usePackage(forFirms ? (current?.id ?? null) : null)
  const pack = forFirms ? screen.data : undefined
  const entry = pack?.entries.find((one) => one.policy.id === policy.id)
  return (
    <View className="policy-panes">
      <View className="policy-panes__first">
        {signedIn ? <Stop policy={policy} /> : null}
        <Text className="policy__title" userSelect {...a11y({ role: 'heading', level: 2 })}>
          {policy.content.title}
        </Text>
        <Standing policy={policy} />
        <Lead>{policy.content.plain}</Lead>
        <PolicyFacts policy={policy} most={entry?.most ?? null} />
        <Fit policy={policy} pack={pack} firm={current} answer={answer} />
      </View>
      <View className="policy-panes__aside">
        <Materials policy={policy} />
        <How policy={policy} />
        <PolicyPayments
          policy={policy.id}
          enterprise={forFirms && current?.link.state === 'confirmed' ? current.id : null}
        />
      </View>
      <View className="policy-panes__rest">
        <Documents policy={policy} />
        {policy.editions > 1 ? <Editions policy={policy} /> : null}
        <Follow policy={policy} />
        <LeakDoor policy={policy} />
      </View>
    </View>
  )
}

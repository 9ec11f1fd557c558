import type { EnterpriseAnswers, EnterpriseLine, PolicyPackage, PolicyView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button, Card, Row } from '../../components'
import { goTo, goToPolicies } from '../../hooks/navigation'
import type { Action } from '../../hooks/use-action'
import { PolicyConditions, PolicyQuestion } from '../../widgets'
import { conditionsOfDocument } from './conditions'
import { fitOf, questionsFor } from './fit-of'

interface FitProps {
  policy: PolicyView
  pack: PolicyPackage | undefined
  firm: EnterpriseLine | null
  answer: Action<[EnterpriseAnswers]>
}

/** Whether it fits my enterprise, condition by condition; for everybody else what it asks. */
export function Fit({ policy, pack, firm, answer }: FitProps) {
  const [open, setOpen] = useState(false)
  if (policy.content.audience === 'household') return <ForHousehold policy={policy} />
  if (!pack) return <Asked policy={policy} />
  const { words, conditions } = fitOf(policy, pack, firm)
  const name = pack.name ?? firm?.name ?? '您的企业'
  const unmet = conditions.filter(({ truth }) => truth !== 'met')
  const shown = open || unmet.length === 0 ? conditions : unmet
  return (
    <>
      <Card title={`${name}符合吗`}>
        <Text className="policy__fit" userSelect>
          {words}
        </Text>
        <PolicyConditions conditions={shown} sources={open} />
        <Button
          kind="quiet"
          inline
          label={open ? '只看要紧的' : `看全部 ${conditions.length} 个条件和原文`}
          onPress={() => setOpen(!open)}
        >
          {open ? '只看要紧的' : `看全部 ${conditions.length} 个条件和原文`}
        </Button>
      </Card>
      <PolicyQuestion questions={questionsFor(policy, pack)} answer={answer} />
    </>
  )
}

const Asked = ({ policy }: { policy: PolicyView }) => (
  <OfDocument policy={policy}>
    <Row
      icon="check"
      title="看看我的企业符不符合"
      detail="填代码，或者答三个问题，不用登录"
      onPress={() => goTo('policies')}
    />
  </OfDocument>
)

const ForHousehold = ({ policy }: { policy: PolicyView }) => (
  <OfDocument policy={policy}>
    <Row
      icon="heart"
      title="看看我家符不符合"
      detail="答几个问题，只在这部手机上算，不会发出去"
      onPress={() => goToPolicies('household')}
    />
  </OfDocument>
)

/** The document's own sentences, and the way to find out. */
const OfDocument = ({ policy, children }: { policy: PolicyView; children: ReactNode }) => (
  <>
    <Card title="谁能享受">
      {conditionsOfDocument(policy).map((sentence) => (
        <Text key={sentence} className="policy__condition" userSelect>
          {sentence}
        </Text>
      ))}
    </Card>
    <Card flush>{children}</Card>
  </>
)

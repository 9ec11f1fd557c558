import type { PolicyTrial, TrialSample } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Fold, Problem, Row, Tag } from '../../components'
import type { RowTag } from '../../components/row/row'
import { useAction } from '../../hooks/use-action'
import './trial.scss'

interface TrialProps {
  id: string
  /** Saves what is on the screen before it is tried; false where it could not. */
  before?: () => Promise<boolean>
}

/** 试一试: whom the policy would fit, and what stands in the way of the others. */
export function Trial({ id, before }: TrialProps) {
  const [trial, setTrial] = useState<PolicyTrial>()
  const run = useAction(async () => {
    if (before && !(await before())) return
    setTrial(await call('POST /api/policies/:id/trial', { params: { id } }))
  })
  return (
    <View id="at-trial">
      <Card title="发之前试一试">
        <Text className="policy-trial__note">
          拿镇里登记的企业和全区名录比一遍，看多少家符合、为什么不符合。谁也不会收到消息。
        </Text>
        <Button kind="secondary" icon="people" busy={run.busy} onPress={() => void run.run()}>
          {trial ? '再试一次' : '试一试'}
        </Button>
        <Problem error={run.error} />
        {trial ? <Result trial={trial} /> : null}
      </Card>
    </View>
  )
}

const outcomes: Record<TrialSample['outcome'], { title: string; tag: RowTag }> = {
  eligible: { title: '符合的', tag: { text: '符合', tone: 'good' } },
  possible: { title: '可能符合的', tag: { text: '可能', tone: 'info' } },
  notEligible: { title: '不符合的', tag: { text: '不符合', tone: 'plain' } },
  received: { title: '已享受的', tag: { text: '已享受', tone: 'plain' } },
}

function Result({ trial }: { trial: PolicyTrial }) {
  const { enterprises, conditions, samples, note, whole, counts } = trial
  const against = conditions.filter(({ unmet, hard }) => hard && unmet > 0).sort((a, b) => b.unmet - a.unmet)
  const kinds = (Object.keys(outcomes) as TrialSample['outcome'][]).filter((one) => counts[one] > 0)
  return (
    <View className="policy-trial">
      <Text className="policy-trial__text">{trial.text}</Text>
      {note ? <Text className="policy-trial__note">{note}</Text> : null}
      {whole ? null : <Text className="policy-trial__note">{`企业很多，只试了前 ${enterprises} 家。`}</Text>}
      {against.length > 0 ? <Text className="policy-trial__head">为什么不符合</Text> : null}
      {against.map(({ path, text, unmet, alone }) => (
        <View className="policy-trial__reason" key={path}>
          <Text className="policy-trial__words">{text}</Text>
          <View className="policy-trial__track">
            <View
              className="policy-trial__bar"
              style={{ width: `${Math.max(2, Math.round((unmet / enterprises) * 100))}%` }}
            />
          </View>
          <Text className="policy-trial__note">
            {`${unmet} 家不符合${alone > 0 ? `，其中 ${alone} 家只差这一条` : ''}`}
          </Text>
        </View>
      ))}
      {kinds.map((kind) => (
        <Fold key={kind} title={`${outcomes[kind].title} ${counts[kind]} 家`} flush>
          {samples
            .filter(({ outcome }) => outcome === kind)
            .map(({ name, why, registerOnly }) => (
              <Row
                key={name}
                title={name}
                detail={why.length > 0 ? why.join('；') : undefined}
                note={registerOnly ? '只有名录上的几样' : undefined}
              />
            ))}
          {counts[kind] > samples.filter(({ outcome }) => outcome === kind).length ? (
            <Tag>{`只列 20 家`}</Tag>
          ) : null}
        </Fold>
      ))}
    </View>
  )
}

import type { PolicyWork } from '@hutang/shared/contract'
import {
  type Condition,
  isCondition,
  joined,
  type NameOfCode,
  type Rule,
  type RuleNode,
  sayCondition,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Button, Card, Icon, Tag } from '../../components'
import { joinWords } from '../rule/tree'
import './rule-card.scss'

interface RuleCardProps {
  rule: Rule
  names: NameOfCode
  problem: (path: string) => string | undefined
  objections: PolicyWork['objections']
  onOpen: (path: string) => void
  onRemove: (path: string) => void
  onAdd: () => void
}

/** 谁可以申报: the conditions as they are compared, each with its sentence. */
export function RuleCard(props: RuleCardProps) {
  const { rule, problem, onAdd } = props
  const { join, members } = joined(rule)
  const whole = problem('')
  return (
    <View id="at-rule">
      <Card title={members.length > 0 ? `谁可以申报（${joinWords[join]}）` : '谁可以申报'}>
        {members.length === 0 ? (
          <Text className="policy-edit__hint">
            还没有条件。点原文里的一句话，系统先猜好是哪一栏、多少，您核对一遍就行。
          </Text>
        ) : null}
        {whole ? <Text className="policy-edit__wrong">{whole}</Text> : null}
        <Members {...props} node={rule} path="" />
        <Button kind="secondary" icon="plus" onPress={onAdd}>
          不从原文，直接加一条
        </Button>
      </Card>
    </View>
  )
}

function Members({ node, path, ...props }: RuleCardProps & { node: RuleNode; path: string }) {
  if (isCondition(node)) return null
  const { join, members } = joined(node)
  return (
    <>
      {members.map((member, at) => {
        const place = `${path}${path && '.'}${join}.${at}`
        if (isCondition(member)) return <One {...props} key={place} path={place} condition={member} />
        return (
          <View className="rule-group" key={place}>
            <Text className="rule-group__name">{joinWords[joined(member).join]}</Text>
            <Members {...props} node={member} path={place} />
          </View>
        )
      })}
    </>
  )
}

interface OneProps extends RuleCardProps {
  path: string
  condition: Condition
}

function One({ path, condition, names, problem, objections, onOpen, onRemove }: OneProps) {
  const said = sayCondition(condition, names)
  const wrong = problem(path)
  const against = objections.filter(({ field }) => field === `content.rule.${path}`)
  return (
    <View className="rule-condition" id={`at-rule-${path.replace(/\./g, '-')}`}>
      <View className="rule-condition__head">
        <Text className="rule-condition__words">{said}</Text>
        {condition.hard ? null : <Tag tone="info">优先</Tag>}
      </View>
      <Text className="rule-condition__source">{`原文：${condition.sourceText || '还没有'}`}</Text>
      {condition.on === 'windowEnd' ? <Text className="rule-condition__source">要在截止那天符合</Text> : null}
      {wrong ? <Text className="policy-edit__wrong">{wrong}</Text> : null}
      {against.map(({ message }) => (
        <View className="rule-condition__against" key={message}>
          <Icon name="alert" />
          <Text className="rule-condition__against-words">{message}</Text>
        </View>
      ))}
      <View className="policy-edit__buttons">
        <Button kind="quiet" icon="edit" inline label={said} onPress={() => onOpen(path)}>
          改
        </Button>
        <Button kind="quiet" icon="trash" inline label={said} onPress={() => onRemove(path)}>
          删去
        </Button>
      </View>
    </View>
  )
}

import type { HouseholdPolicy } from '@hutang/shared/contract'
import {
  type Facts,
  type FactValue,
  type HouseholdQuestion,
  numberRanges,
  type PolicyField,
  policyField,
  tickedFacts,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Checkbox, Input } from '../../components'
import { typedDay, typedNumber } from '../../format/policy-answer'
import { reckoned } from './results'

interface QuestionProps {
  question: HouseholdQuestion
  policies: readonly HouseholdPolicy[]
  /** Of whom it is asked; null: of the household. */
  called: string | null
  no: number
  onAnswer: (facts: Facts) => void
  onPass: () => void
}

/** One question in big type; what is not known is passed over. */
export function Question({ question, policies, called, no, onAnswer, onPass }: QuestionProps) {
  return (
    <View className="household__question">
      <Text className="household__no">{called ? `第 ${no} 问 · ${called}` : `第 ${no} 问 · 全家`}</Text>
      <Text className="household__ask" {...a11y({ role: 'heading', level: 2 })}>
        {question.question}
      </Text>
      <AnswerOf question={question} policies={policies} onAnswer={onAnswer} />
      <Button kind="quiet" label="先不答这个问题" onPress={onPass}>
        不清楚
      </Button>
    </View>
  )
}

type AnswerProps = Pick<QuestionProps, 'question' | 'policies' | 'onAnswer'>

function AnswerOf({ question, policies, onAnswer }: AnswerProps) {
  const [name = ''] = question.fields
  const field = policyField('household', name)
  if (question.fields.length > 1) return <Ticks fields={question.fields} onAnswer={onAnswer} />
  if (!field) return null
  const one = (value: FactValue) => onAnswer({ [name]: value })
  if (field.kind === 'yesNo' || field.kind === 'choice') return <Choices field={field} onAnswer={one} />
  const ranges =
    field.kind === 'money' && !reckoned(policies).has(name)
      ? numberRanges(
          name,
          policies.map(({ rule }) => rule),
        )
      : []
  if (ranges.length > 0)
    return (
      <View className="household__choices">
        {ranges.map(({ text, value }) => (
          <Button key={text} kind="secondary" onPress={() => one(value)}>
            {text}
          </Button>
        ))}
      </View>
    )
  return <Typed field={field} onAnswer={one} />
}

function Choices({ field, onAnswer }: { field: PolicyField; onAnswer: (value: FactValue) => void }) {
  return (
    <View className="household__choices">
      {(field.choices ?? []).map(({ value, text }) => (
        <Button
          key={value}
          kind="secondary"
          onPress={() => onAnswer(field.kind === 'yesNo' ? value === 'yes' : value)}
        >
          {text}
        </Button>
      ))}
    </View>
  )
}

/** What is ticked, as it is said of somebody; the others are called by their title. */
const tickWords: Readonly<Record<string, string>> = {
  collectiveMember: '是本村集体经济组织成员',
  medicalInsured: '参加了城乡居民医疗保险',
  pensionInsured: '参加了城乡居民养老保险',
  staffPension: '领职工养老金',
  landInsured: '参加了征地保障（镇保）',
  seriousIllness: '得了大病（如肿瘤、尿毒症）',
  livesAlone: '一个人住',
  onlyChildCertificate: '有独生子女父母光荣证',
  onlyChildLost: '独生子女伤残或已不在',
  birthRegistered: '办过生育登记',
  suddenHardship: '遇到火灾、车祸、大病这样的突发困难',
  disasterLoss: '家里受过灾',
  landTaken: '承包地被征收过',
  machineBought: '今年要买补贴目录里的农机',
}

function Ticks({ fields, onAnswer }: { fields: readonly string[]; onAnswer: (facts: Facts) => void }) {
  const [ticked, setTicked] = useState<readonly string[]>([])
  return (
    <>
      {fields.map((name) => (
        <Checkbox
          key={name}
          label={tickWords[name] ?? policyField('household', name)?.title ?? name}
          checked={ticked.includes(name)}
          onChange={(on) => setTicked(on ? [...ticked, name] : ticked.filter((one) => one !== name))}
        />
      ))}
      <Button kind="secondary" onPress={() => onAnswer(tickedFacts(fields, ticked))}>
        {ticked.length === 0 ? '都没有' : `有这 ${ticked.length} 样`}
      </Button>
    </>
  )
}

function Typed({ field, onAnswer }: { field: PolicyField; onAnswer: (value: FactValue) => void }) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const isDay = field.kind === 'date'
  const done = () => {
    const read = isDay ? typedDay(typed) : typedNumber(field, typed)
    setProblem('problem' in read ? read.problem : undefined)
    if ('value' in read) onAnswer(read.value)
  }
  const money = field.kind === 'money' ? '单位：元；也可以写 2万' : `单位：${field.unit ?? '个'}`
  return (
    <>
      <Input
        label={field.title}
        hint={isDay ? '写 8 位数字，例如 19540301' : money}
        type={isDay || field.kind === 'integer' ? 'number' : field.kind === 'money' ? 'text' : 'digit'}
        maxLength={20}
        value={typed}
        error={problem}
        onChange={setTyped}
        onConfirm={done}
      />
      <Button kind="secondary" onPress={done}>
        填好了
      </Button>
    </>
  )
}

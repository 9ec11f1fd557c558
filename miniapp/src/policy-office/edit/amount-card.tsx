import {
  type Amount,
  amountWords,
  anyPolicyField,
  type PolicyField,
  policyFields,
  type Repeat,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card, Input, Select } from '../../components'
import { NumberInput } from '../fields/number-input'
import { choicesOf } from '../words'
import type { PartProps } from './part'

const money = [
  { name: '万元', factor: 1_000_000 },
  { name: '元', factor: 100 },
]
const percent = [{ name: '%', factor: 10 }]
const plain = [{ name: '', factor: 1 }]

const kinds: Record<Amount['kind'], string> = {
  fixed: '固定金额',
  upTo: '最高多少，具体核定',
  share: '按花的钱的比例',
  perUnit: '按数量，如每亩多少元',
  byValue: '分档，如几星几万元',
  unknown: '说不成一个数',
}

const fresh = (kind: Amount['kind'], audience: PartProps['content']['audience']): Amount => {
  const first = (kinds: readonly PolicyField['kind'][]) =>
    policyFields(audience).find((field) => kinds.includes(field.kind))
  switch (kind) {
    case 'fixed':
    case 'upTo':
      return { kind, fen: 0 }
    case 'share':
      return { kind, permille: 0, of: first(['money'])?.name ?? '', cap: null }
    case 'perUnit': {
      const field = first(['area', 'integer'])
      return { kind, fen: 0, field: field?.name ?? '', unit: field?.unit ?? '', units: null, cap: null }
    }
    case 'byValue': {
      const field = first(['choice'])
      return { kind, field: field?.name ?? '', steps: stepsOf(field) }
    }
    case 'unknown':
      return { kind, text: '' }
  }
}

const stepsOf = (field: PolicyField | undefined) =>
  (field?.choices ?? []).map(({ value }) => ({ value, fen: 0 }))

/** 给多少, and how often. */
export function AmountCard({ content, onEdit, wrong, children }: PartProps & { children?: ReactNode }) {
  const { amount, audience } = content
  const set = (next: Amount) => onEdit({ amount: next })
  const said = amountWords(amount)
  return (
    <View id="at-amount">
      <Card title="给多少">
        <Select
          label="怎么算"
          value={amount.kind}
          choices={choicesOf(kinds)}
          error={wrong('amount')}
          onChange={(kind) => set(fresh(kind, audience))}
        />
        <View key={amount.kind}>
          <AmountParts amount={amount} audience={audience} onChange={set} />
        </View>
        {said && !/^0|最高0|NaN/.test(said) ? (
          <Text className="policy-edit__said">{`大家看到：${said}`}</Text>
        ) : null}
        <RepeatPart repeat={content.repeat} onChange={(repeat) => onEdit({ repeat })} />
        {children}
      </Card>
    </View>
  )
}

interface PartsProps {
  amount: Amount
  audience: PartProps['content']['audience']
  onChange: (amount: Amount) => void
}

function AmountParts({ amount, audience, onChange }: PartsProps) {
  const cap = (value: number | null, take: (cap: number | null) => void) => (
    <NumberInput label="最高" hint="没有封顶就空着" units={money} value={value} onChange={take} />
  )
  switch (amount.kind) {
    case 'fixed':
    case 'upTo':
      return (
        <NumberInput
          label={amount.kind === 'fixed' ? '金额' : '最高'}
          units={money}
          value={amount.fen || null}
          onChange={(fen) => onChange({ ...amount, fen: fen ?? 0 })}
        />
      )
    case 'share':
      return (
        <>
          <FieldSelect
            label="按什么的比例"
            audience={audience}
            kinds={['money']}
            value={amount.of}
            onChange={({ name }) => onChange({ ...amount, of: name })}
          />
          <NumberInput
            label="比例"
            units={percent}
            value={amount.permille || null}
            onChange={(permille) =>
              onChange({ ...amount, permille: Math.min(1_000, Math.round(permille ?? 0)) })
            }
          />
          {cap(amount.cap, (next) => onChange({ ...amount, cap: next }))}
        </>
      )
    case 'perUnit':
      return (
        <>
          <FieldSelect
            label="按什么计"
            audience={audience}
            kinds={['area', 'integer']}
            value={amount.field}
            onChange={({ name, unit }) => onChange({ ...amount, field: name, unit: unit ?? '' })}
          />
          <NumberInput
            label={`每${amount.unit || '个'}`}
            units={[...money].reverse()}
            value={amount.fen || null}
            onChange={(fen) => onChange({ ...amount, fen: fen ?? 0 })}
          />
          <NumberInput
            label={`最多算几${amount.unit || '个'}`}
            hint="不限就空着"
            units={plain}
            value={amount.units}
            onChange={(units) => onChange({ ...amount, units })}
          />
          {cap(amount.cap, (next) => onChange({ ...amount, cap: next }))}
        </>
      )
    case 'byValue':
      return (
        <>
          <FieldSelect
            label="按什么分档"
            audience={audience}
            kinds={['choice']}
            value={amount.field}
            onChange={(field) => onChange({ ...amount, field: field.name, steps: stepsOf(field) })}
          />
          {amount.steps.map(({ value, fen }, at) => (
            <NumberInput
              key={`${amount.field}-${value}`}
              label={anyPolicyField(amount.field)?.choices?.find((one) => one.value === value)?.text ?? value}
              units={money}
              value={fen || null}
              onChange={(next) =>
                onChange({
                  ...amount,
                  steps: amount.steps.map((step, place) => (place === at ? { value, fen: next ?? 0 } : step)),
                })
              }
            />
          ))}
        </>
      )
    case 'unknown':
      return (
        <Input
          label="怎么说"
          hint="如 按市里公布的标准，一户一议"
          maxLength={300}
          value={amount.text}
          onChange={(text) => onChange({ ...amount, text })}
        />
      )
  }
}

interface FieldSelectProps {
  label: string
  audience: PartProps['content']['audience']
  kinds: readonly PolicyField['kind'][]
  value: string
  onChange: (field: PolicyField) => void
}

function FieldSelect({ label, audience, kinds: wanted, value, onChange }: FieldSelectProps) {
  const fields = policyFields(audience).filter(({ kind, ops }) => wanted.includes(kind) && ops.length > 0)
  return (
    <Select
      label={label}
      value={value}
      choices={fields.map(({ name, title }) => ({ value: name, label: title }))}
      onChange={(name) => {
        const field = fields.find((one) => one.name === name)
        if (field) onChange(field)
      }}
    />
  )
}

const repeats: Record<Repeat['kind'], string> = {
  unlimited: '不限次数',
  once: '只能享受一次',
  yearly: '一年一次',
  years: '几年一次',
}

function RepeatPart({ repeat, onChange }: { repeat: Repeat; onChange: (repeat: Repeat) => void }) {
  return (
    <>
      <Select
        label="多久能享受一次"
        value={repeat.kind}
        choices={choicesOf(repeats)}
        onChange={(kind) => onChange(kind === 'years' ? { kind, years: 3 } : { kind })}
      />
      {repeat.kind === 'years' ? (
        <NumberInput
          label="几年一次"
          units={plain}
          value={repeat.years}
          onChange={(years) => onChange({ kind: 'years', years: Math.max(1, Math.round(years ?? 1)) })}
        />
      ) : null}
    </>
  )
}

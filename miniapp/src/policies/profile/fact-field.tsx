import { type FactValue, type PolicyField, sayValue } from '@hutang/shared/rules'
import { useState } from 'react'
import { Input, Select } from '../../components'
import { readTyped, shownValue } from './typed'

const unknown = '?'

export interface FactFieldProps {
  field: PolicyField
  /** Instead of the field's own question. */
  label?: string
  value: FactValue | null
  error?: string
  onChange: (value: FactValue | null) => void
}

/** One fact: a choice with 不清楚, or what is typed; empty is 不清楚 too. */
export function FactField(props: FactFieldProps) {
  const { kind } = props.field
  return kind === 'yesNo' || kind === 'choice' ? <Chosen {...props} /> : <Typed {...props} />
}

function Chosen({ field, label, value, error, onChange }: FactFieldProps) {
  const choices = (field.choices ?? []).map(({ value: one, text }) => ({ value: one, label: text }))
  const chosen = value === null ? unknown : value === true ? 'yes' : value === false ? 'no' : String(value)
  const change = (next: string) => {
    if (next === unknown) onChange(null)
    else onChange(field.kind === 'yesNo' ? next === 'yes' : next)
  }
  return (
    <Select
      label={label ?? field.question}
      value={chosen}
      choices={[...choices, { value: unknown, label: '不清楚' }]}
      error={error}
      onChange={change}
    />
  )
}

function Typed({ field, label, value, error, onChange }: FactFieldProps) {
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? shownValue(field, value)
  const read = readTyped(field, shown)
  const problem = typed !== undefined && 'problem' in read ? read.problem : undefined
  const change = (words: string) => {
    setTyped(words)
    const next = readTyped(field, words)
    if ('value' in next && next.value !== value) onChange(next.value)
  }
  const unit = field.kind === 'money' ? '万元' : field.unit
  const said =
    value !== null && field.kind === 'money' && !problem && /[^\d.]/.test(shown)
      ? `，就是 ${sayValue(field, value)}`
      : ''
  const how = field.kind === 'date' ? '例如 2021-3-1' : `单位：${unit ?? '个'}`
  return (
    <Input
      label={label ?? field.question}
      hint={`${how}${said}；不清楚就空着`}
      type={
        field.kind === 'integer'
          ? 'number'
          : field.kind === 'date' || field.kind === 'money'
            ? 'text'
            : 'digit'
      }
      maxLength={20}
      value={shown}
      error={problem ?? error}
      onChange={change}
    />
  )
}

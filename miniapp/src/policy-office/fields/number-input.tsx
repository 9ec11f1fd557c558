import { View } from '@tarojs/components'
import { useState } from 'react'
import { Input, RadioGroup } from '../../components'
import { storedNumber, typedNumber, unitFor, type ValueUnit } from '../rule/units'
import './fields.scss'

interface NumberInputProps {
  label: string
  hint?: string
  error?: string
  required?: boolean
  units: readonly ValueUnit[]
  /** As it is stored: money in fen, area in hundredths of a 亩. */
  value: number | null
  onChange: (value: number | null) => void
}

/** A number in the unit that the document uses. */
export function NumberInput({ label, units, value, onChange, error, ...frame }: NumberInputProps) {
  const [unit, setUnit] = useState(() => unitFor(units, value))
  const [typed, setTyped] = useState(() => typedNumber(value, unit))
  const wrong = typed.trim() !== '' && storedNumber(typed, unit) === null
  const take = (next: string, as: ValueUnit) => {
    setTyped(next)
    setUnit(as)
    onChange(storedNumber(next, as))
  }
  return (
    <View className="number-input">
      <Input
        {...frame}
        label={unit.name ? `${label}（${unit.name}）` : label}
        type="digit"
        maxLength={20}
        error={error ?? (wrong ? '要填一个数，如 50。' : undefined)}
        value={typed}
        onChange={(next) => take(next, unit)}
      />
      {units.length > 1 ? (
        <View className="number-input__units">
          <RadioGroup
            label={`${label}的单位`}
            quietLabel
            value={unit.name}
            choices={units.map(({ name }) => ({ value: name, label: name }))}
            onChange={(name) => take(typed, units.find((one) => one.name === name) ?? unit)}
          />
        </View>
      ) : null}
    </View>
  )
}

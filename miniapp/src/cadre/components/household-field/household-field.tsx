import { householdKey } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { Input } from '../../../components'
import type { Households } from '../../table/problems'
import { LikelyHousehold } from './likely-household'

interface HouseholdFieldProps {
  value: string
  households: Households
  error?: string
  onChange: (code: string) => void
}

const few = 5

/** A household (户): typed as its code, or found by name. */
export function HouseholdField({ value, households, error, onChange }: HouseholdFieldProps) {
  const words = value.trim()
  const exact = households.find(({ code }) => code === words)
  const key = householdKey(words)
  const likely =
    words === '' || exact
      ? []
      : households
          .filter(
            ({ code, name }) => (key !== '' && householdKey(code).includes(key)) || name.includes(words),
          )
          .slice(0, few)
  return (
    <View>
      <Input
        label="是哪一户的"
        hint={exact ? `${exact.name}（${exact.group}）` : '填户号，或写户名再选。不是某一户的就空着'}
        maxLength={20}
        value={value}
        error={error}
        onChange={onChange}
      />
      {likely.map((one) => (
        <LikelyHousehold key={one.code} household={one} onPress={() => onChange(one.code)} />
      ))}
    </View>
  )
}

import { householdKey } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Input, Pressable } from '../../components'
import type { Households } from '../table/problems'

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
      {likely.map(({ code, name, group }) => (
        <Pressable
          key={code}
          className="edit__likely"
          label={`${name}（${group}） ${code}`}
          onPress={() => onChange(code)}
        >
          <Text>{`${name}（${group}）`}</Text>
          <Text className="edit__likely-code">{code}</Text>
        </Pressable>
      ))}
    </View>
  )
}

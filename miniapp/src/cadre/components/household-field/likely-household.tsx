import { Text } from '@tarojs/components'
import { Pressable } from '../../../components'
import type { Households } from '../../table/problems'
import './household-field.scss'

interface LikelyHouseholdProps {
  household: Households[number]
  /** What a screen reader reads first: which row it is for. */
  of?: string
  onPress: () => void
}

/** A household (户) that may be meant; a tap takes it. */
export function LikelyHousehold({ household: { code, name, group }, of, onPress }: LikelyHouseholdProps) {
  const who = `${name}（${group}）`
  return (
    <Pressable className="household-field__likely" label={`${of ?? ''}${who} ${code}`} onPress={onPress}>
      <Text>{who}</Text>
      <Text className="household-field__code">{code}</Text>
    </Pressable>
  )
}

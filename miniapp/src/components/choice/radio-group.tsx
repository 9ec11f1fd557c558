import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../pressable/pressable'
import './choice.scss'

export interface Choice<T extends string> {
  value: T
  label: string
  detail?: string
}

export interface RadioGroupProps<T extends string> {
  label: string
  /** The label is read by screen readers but not shown. */
  quietLabel?: boolean
  value: T | undefined
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}

export function RadioGroup<T extends string>({
  label,
  quietLabel,
  value,
  choices,
  onChange,
}: RadioGroupProps<T>) {
  // The Tab key comes to one of them; from there the arrow keys go on.
  const inOrder = choices.find((choice) => choice.value === value) ?? choices[0]
  return (
    <View className="choices" {...a11y({ role: 'radiogroup', label })}>
      {quietLabel ? null : <Text className="choices__label">{label}</Text>}
      {choices.map((choice) => (
        <Pressable
          key={choice.value}
          className={choice.value === value ? 'choice choice--chosen' : 'choice'}
          role="radio"
          label={choice.detail ? `${choice.label}，${choice.detail}` : choice.label}
          checked={choice.value === value}
          tab={choice === inOrder ? 0 : -1}
          onPress={() => onChange(choice.value)}
        >
          <View className="choice__mark choice__mark--round" />
          <View className="choice__words">
            <Text>{choice.label}</Text>
            {choice.detail ? <Text className="choice__detail">{choice.detail}</Text> : null}
          </View>
        </Pressable>
      ))}
    </View>
  )
}

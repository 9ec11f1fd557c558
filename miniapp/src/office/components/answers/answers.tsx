import { Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'
import { Icon, Pressable } from '../../../components'
import './answers.scss'

interface AnswersProps<T extends string> {
  /** The question, for screen readers. */
  label: string
  answers: readonly { value: T; label: string }[]
  value: T | null
  onAnswer: (value: T) => void
}

/** A few short answers beside each other, large enough for any finger. */
export function Answers<T extends string>({ label, answers, value, onAnswer }: AnswersProps<T>) {
  // The Tab key comes to one of them; from there the arrow keys go on.
  const inOrder = answers.find((one) => one.value === value) ?? answers[0]
  return (
    <View className="answers" {...a11y({ role: 'radiogroup', label })}>
      {answers.map((one) => (
        <Pressable
          key={one.value}
          className={one.value === value ? 'answers__one answers__one--chosen' : 'answers__one'}
          role="radio"
          label={one.label}
          checked={one.value === value}
          tab={one === inOrder ? 0 : -1}
          onPress={() => onAnswer(one.value)}
        >
          {one.value === value ? <Icon name="check" /> : null}
          <Text>{one.label}</Text>
        </Pressable>
      ))}
    </View>
  )
}

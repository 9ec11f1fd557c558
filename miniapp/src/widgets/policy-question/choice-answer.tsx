import type { PolicyField } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { Button } from '../../components/button/button'
import type { AnswerProps } from './answer.types'

/** One of a few, each a button: the tap is the answer. */
export function ChoiceAnswer({ field, busy, onAnswer }: AnswerProps & { field: PolicyField }) {
  const answerOf = (value: string) => (field.kind === 'yesNo' ? value === 'yes' : value)
  return (
    <View className="policy-question__choices">
      {(field.choices ?? []).map(({ value, text }) => (
        <Button
          key={value}
          kind="secondary"
          disabled={busy}
          onPress={() => onAnswer({ [field.name]: answerOf(value) })}
        >
          {text}
        </Button>
      ))}
    </View>
  )
}

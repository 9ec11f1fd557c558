import { View } from '@tarojs/components'
import { Checkbox, Field } from '../../components'
import './fields.scss'

interface ChecksProps<T extends string> {
  label: string
  hint?: string
  error?: string
  required?: boolean
  choices: readonly { value: T; label: string; detail?: string }[]
  value: readonly T[]
  onChange: (value: T[]) => void
}

/** Several of a few. */
export function Checks<T extends string>({ choices, value, onChange, ...frame }: ChecksProps<T>) {
  return (
    <Field {...frame}>
      <View className="checks">
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            detail={choice.detail}
            checked={value.includes(choice.value)}
            onChange={(on) =>
              onChange(on ? [...value, choice.value] : value.filter((one) => one !== choice.value))
            }
          />
        ))}
      </View>
    </Field>
  )
}

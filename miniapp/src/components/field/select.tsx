import { Text } from '@tarojs/components'
import { useState } from 'react'
import { type Choice, RadioGroup } from '../choice/radio-group'
import { Dialog } from '../dialog/dialog'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import { Field, type FieldFrame, spokenName } from './field'

export interface SelectProps<T extends string> extends FieldFrame {
  value: T | undefined
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
  placeholder?: string
}

/** Chooses one of many in a dialog; for a few choices use RadioGroup. */
export function Select<T extends string>({
  value,
  choices,
  onChange,
  placeholder,
  ...frame
}: SelectProps<T>) {
  const [open, setOpen] = useState(false)
  const chosen = choices.find((choice) => choice.value === value)
  const shown = chosen?.label ?? placeholder ?? '请选择'
  return (
    <Field {...frame}>
      <Pressable
        className="field__control field__control--select"
        label={`${spokenName(frame)}，${shown}`}
        expanded={open}
        onPress={() => setOpen(true)}
      >
        <Text className={chosen ? 'field__value' : 'field__value field__value--none'}>{shown}</Text>
        <Icon name="down" />
      </Pressable>
      <Dialog open={open} title={frame.label} onClose={() => setOpen(false)}>
        <RadioGroup
          label={frame.label}
          quietLabel
          value={value}
          choices={choices}
          onChange={(next) => {
            onChange(next)
            setOpen(false)
          }}
        />
      </Dialog>
    </Field>
  )
}

import { Textarea as TaroTextarea } from '@tarojs/components'
import { useKeyboardRoom } from '../dialog/keyboard-room'
import { Field, type FieldFrame, spokenName } from './field'
import { named } from './input'

export interface TextareaProps extends FieldFrame {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  /** For text of thousands of lines, which would take long to measure. */
  keepsHeight?: boolean
}

export function Textarea({
  value,
  onChange,
  placeholder,
  maxLength = 2000,
  disabled,
  keepsHeight = false,
  ...frame
}: TextareaProps) {
  return (
    <Field {...frame}>
      <TaroTextarea
        className="field__control field__control--text"
        value={value}
        placeholder={placeholder}
        maxlength={maxLength}
        disabled={disabled}
        autoHeight={!keepsHeight}
        onInput={(event) => onChange(event.detail.value)}
        {...useKeyboardRoom()}
        {...named(spokenName(frame), frame.error !== undefined)}
      />
    </Field>
  )
}

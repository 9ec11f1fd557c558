import { Textarea as TaroTextarea } from '@tarojs/components'
import { Field, type FieldFrame, spokenName } from './field'
import { named } from './input'

export interface TextareaProps extends FieldFrame {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  /** Keeps its height: for text of thousands of lines, which would take long to measure. */
  fixed?: boolean
}

export function Textarea({
  value,
  onChange,
  placeholder,
  maxLength = 2000,
  disabled,
  fixed = false,
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
        autoHeight={!fixed}
        onInput={(event) => onChange(event.detail.value)}
        {...named(spokenName(frame), frame.error !== undefined)}
      />
    </Field>
  )
}

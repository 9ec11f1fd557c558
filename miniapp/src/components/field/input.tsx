import { Input as TaroInput } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { useKeyboardRoom } from '../dialog/keyboard-room'
import { Field, type FieldFrame, spokenName } from './field'

export interface InputProps extends FieldFrame {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  type?: 'text' | 'number' | 'digit'
  maxLength?: number
  disabled?: boolean
  onConfirm?: () => void
  onBlur?: () => void
}

export function Input({
  value,
  onChange,
  placeholder,
  type = 'text',
  disabled,
  onConfirm,
  onBlur,
  ...props
}: InputProps) {
  const name = spokenName(props)
  return (
    <Field {...props}>
      <TaroInput
        className="field__control"
        value={value}
        type={type}
        placeholder={placeholder}
        maxlength={props.maxLength ?? 140}
        disabled={disabled}
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={onConfirm}
        onBlur={onBlur}
        {...useKeyboardRoom()}
        {...named(name, props.error !== undefined)}
      />
    </Field>
  )
}

/** Props that give the control its name: on h5 the inner input needs it, on weapp the component. */
export function named(label: string, invalid: boolean) {
  return process.env.TARO_ENV === 'h5'
    ? { nativeProps: { 'aria-label': label, 'aria-invalid': invalid ? 'true' : 'false' } }
    : a11y({ label, invalid: invalid || undefined })
}

import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import { Icon } from '../icon/icon'
import './field.scss'

export interface FieldFrame {
  label: string
  /** What to write, with an example. */
  hint?: string
  /** What is wrong and how to correct it; usually `error.fieldMessage(name)`. */
  error?: string
  required?: boolean
}

export function Field({ label, hint, error, required, children }: FieldFrame & { children?: ReactNode }) {
  return (
    <View className={error ? 'field field--wrong' : 'field'}>
      {/* What comes and goes has a place of its own: WeChat would be sent the control again with it. */}
      <View>
        <View className="field__label">
          <Text>{label}</Text>
          {required ? <Text className="field__required">必填</Text> : null}
        </View>
        {hint ? <Text className="field__hint">{hint}</Text> : null}
      </View>
      {children}
      <View>
        {error ? (
          <View className="field__error" {...a11y({ role: 'alert' })}>
            <Icon name="alert" />
            <Text>{error}</Text>
          </View>
        ) : null}
      </View>
    </View>
  )
}

/** The name of the control that a screen reader reads. */
export const spokenName = ({ label, required, error }: FieldFrame) =>
  [label, required ? '必填' : '', error ?? ''].filter(Boolean).join('，')

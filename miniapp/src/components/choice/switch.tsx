import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../pressable/pressable'
import './choice.scss'

export interface SwitchProps {
  label: string
  detail?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** A switch that also says 开 or 关 in words. */
export function Switch({ label, detail, on, onChange }: SwitchProps) {
  return (
    <Pressable
      className="switch"
      role="switch"
      label={detail ? `${label}，${detail}` : label}
      checked={on}
      onPress={() => onChange(!on)}
    >
      <View className="choice__words">
        <Text>{label}</Text>
        {detail ? <Text className="choice__detail">{detail}</Text> : null}
      </View>
      <View className={on ? 'switch__track switch__track--on' : 'switch__track'}>
        <Text className="switch__word" {...a11y({ hidden: true })}>
          {on ? '开' : '关'}
        </Text>
        <View className="switch__knob" />
      </View>
    </Pressable>
  )
}

import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './choice.scss'

export interface CheckboxProps {
  label: string
  detail?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Checkbox({ label, detail, checked, onChange }: CheckboxProps) {
  return (
    <Pressable
      className={checked ? 'choice choice--chosen' : 'choice'}
      role="checkbox"
      label={detail ? `${label}，${detail}` : label}
      checked={checked}
      onPress={() => onChange(!checked)}
    >
      <View className="choice__mark">{checked ? <Icon name="check" /> : null}</View>
      <View className="choice__words">
        <Text>{label}</Text>
        {detail ? <Text className="choice__detail">{detail}</Text> : null}
      </View>
    </Pressable>
  )
}

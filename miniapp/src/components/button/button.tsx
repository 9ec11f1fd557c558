import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './button.scss'

export interface ButtonProps {
  children: string
  onPress?: () => void
  kind?: 'primary' | 'secondary' | 'quiet'
  icon?: IconName
  /** As wide as its words instead of the whole row. */
  inline?: boolean
  disabled?: boolean
  /** Why it cannot be pressed now: disables it, is shown below, and is read with it. */
  reason?: string
  busy?: boolean
  /** What a screen reader reads after the words, when they alone are not clear. */
  label?: string
}

export function Button(props: ButtonProps) {
  const { children, onPress, kind = 'primary', icon, inline, reason, busy } = props
  const disabled = props.disabled === true || busy === true || reason !== undefined
  const words = busy ? '请稍候…' : children
  // The words come first: people who speak to their phone say what they see.
  const name = props.label?.startsWith(words) ? props.label : [words, props.label].filter(Boolean).join('，')
  const classes = ['button', `button--${kind}`, inline && 'button--inline', disabled && 'button--disabled']
  return (
    <View className={inline ? 'button-frame button-frame--inline' : 'button-frame'}>
      <Pressable
        className={classes.filter(Boolean).join(' ')}
        onPress={onPress}
        label={reason ? `${name}，${reason}` : name}
        disabled={disabled ? true : undefined}
      >
        {icon ? <Icon name={icon} /> : null}
        <Text className="button__words">{words}</Text>
      </Pressable>
      {reason ? <Text className="button__reason">{reason}</Text> : null}
    </View>
  )
}

import { Input, Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { useKeyboardRoom } from '../dialog/keyboard-room'
import { named } from '../field/input'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './search-box.scss'

export interface SearchBoxProps {
  placeholder?: string
  /** Without a value it is a link to the search page, opened by `onPress`. */
  value?: string
  onChange?: (value: string) => void
  onSearch?: (value: string) => void
  onPress?: () => void
  /** Opens the keyboard at once. */
  focus?: boolean
}

export function SearchBox({
  placeholder = '搜事项、账目、名单',
  value,
  onChange,
  onSearch,
  onPress,
  focus,
}: SearchBoxProps) {
  const room = useKeyboardRoom()
  if (value === undefined) {
    return (
      <Pressable className="search-box" role="link" label={`${placeholder}，去搜索`} onPress={onPress}>
        <Icon name="search" />
        <Text className="search-box__hint">{placeholder}</Text>
      </Pressable>
    )
  }
  const search = () => onSearch?.(value.trim())
  return (
    <View className="search-box" {...a11y({ role: 'search' })}>
      <Icon name="search" />
      <Input
        className="search-box__input"
        value={value}
        placeholder={placeholder}
        confirmType="search"
        maxlength={50}
        focus={focus}
        onInput={(event) => onChange?.(event.detail.value)}
        onConfirm={search}
        {...room}
        {...named('搜索', false)}
      />
      <View className="search-box__emptying">
        {value ? (
          <Pressable className="search-box__clear" label="清空" onPress={() => onChange?.('')}>
            <Icon name="close" />
          </Pressable>
        ) : null}
      </View>
      <Pressable className="search-box__go" label="搜索" onPress={search}>
        <Text>搜索</Text>
      </Pressable>
    </View>
  )
}

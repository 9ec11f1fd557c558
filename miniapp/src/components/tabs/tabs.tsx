import { ScrollView, Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../pressable/pressable'
import './tabs.scss'
import { useInView } from './use-in-view'

export interface TabsProps<T extends string> {
  label: string
  tabs: readonly { id: T; name: string; count?: number }[]
  /** What is counted. */
  unit?: string
  current: T
  onChange: (id: T) => void
}

export function Tabs<T extends string>({ label, tabs, unit = '条', current, onChange }: TabsProps<T>) {
  const { idOf, scroller } = useInView(tabs.findIndex(({ id }) => id === current))
  return (
    <ScrollView scrollX className="tabs" enhanced showScrollbar={false} {...scroller}>
      <View className="tabs__row" {...a11y({ role: 'tablist', label })}>
        {tabs.map(({ id, name, count }, at) => (
          <Pressable
            key={id}
            id={idOf(at)}
            className={id === current ? 'tabs__tab tabs__tab--current' : 'tabs__tab'}
            role="tab"
            label={count === undefined ? name : `${name}，${count} ${unit}`}
            selected={id === current}
            tab={id === current ? 0 : -1}
            onPress={() => onChange(id)}
          >
            <Text>{count === undefined ? name : `${name} ${count}`}</Text>
          </Pressable>
        ))}
      </View>
    </ScrollView>
  )
}

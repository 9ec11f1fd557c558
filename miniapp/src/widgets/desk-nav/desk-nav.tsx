import { Text, View } from '@tarojs/components'
import { a11y, landmark } from '../../a11y/a11y'
import { Pressable } from '../../components/pressable/pressable'
import { useUser } from '../../store/session'
import { type Entry, entriesOf } from './entries'
import { useShortcutHelp } from './shortcut-help'
import { useSummary } from './use-summary'
import './desk-nav.scss'

/** At the left of every page of an office, on a computer: what waits, and where to. */
export default function DeskNav({ path }: { path: string }) {
  const user = useUser()
  const desk = useSummary()
  const help = useShortcutHelp()
  return (
    <>
      <View className="desk-nav" {...landmark('navigation', '工作台')}>
        <View className="desk-nav__who">
          <Text className="desk-nav__name">{desk?.name ?? '工作台'}</Text>
          <Text className="desk-nav__person">
            {[user?.name, ...(desk?.roles ?? []).slice(0, 1)].filter(Boolean).join(' · ')}
          </Text>
        </View>
        {(desk ? entriesOf(desk, path) : []).map((group) => (
          <View className="desk-nav__group" key={group[0]?.name}>
            {group.map((entry) => (
              <Line key={entry.name} entry={entry} here={entry.at?.test(path) ?? false} />
            ))}
          </View>
        ))}
        <Line entry={{ name: '快捷键', go: help.show }} here={false} />
      </View>
      {help.dialog}
    </>
  )
}

function Line({ entry: { name, count = 0, alarming, go }, here }: { entry: Entry; here: boolean }) {
  return (
    <Pressable
      className={here ? 'desk-nav__line desk-nav__line--here' : 'desk-nav__line'}
      role="link"
      label={count > 0 ? `${name} ${count}` : name}
      current={here || undefined}
      onPress={go}
    >
      <Text>{name}</Text>
      {count > 0 ? (
        <Text
          className={alarming ? 'desk-nav__count desk-nav__count--alarming' : 'desk-nav__count'}
          {...a11y({ hidden: true })}
        >
          {String(count)}
        </Text>
      ) : null}
    </Pressable>
  )
}

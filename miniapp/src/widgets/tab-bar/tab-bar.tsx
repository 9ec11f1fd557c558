import { Text, View } from '@tarojs/components'
import { a11y, landmark } from '../../a11y/a11y'
import { Badge } from '../../components/badge/badge'
import { Icon, type IconName } from '../../components/icon/icon'
import { Pressable } from '../../components/pressable/pressable'
import { goTo } from '../../hooks/navigation'
import { opening } from '../../store/opening'
import { waitingWork } from '../../store/unread'
import './tab-bar.scss'

export type TabId = 'home' | 'catalogue' | 'policies' | 'me'

const tabs: { id: TabId; name: string; icon: IconName }[] = [
  { id: 'home', name: '首页', icon: 'home' },
  { id: 'catalogue', name: '目录', icon: 'catalogue' },
  { id: 'policies', name: '政策', icon: 'policy' },
  { id: 'me', name: '我的', icon: 'person' },
]

export function TabBar({ current, covered }: { current: TabId; covered: boolean }) {
  const counts: Partial<Record<TabId, number>> = { me: waitingWork.use() }
  const next = opening.use()
  // A tab is marked from the tap on, though its page may take a while to come.
  const marked = tabs.find(({ id }) => next?.url.startsWith(`/pages/${id}/`))?.id ?? current
  return (
    <View
      className="tab-bar"
      {...landmark('navigation', '主要栏目')}
      {...a11y({ hidden: covered || undefined })}
    >
      <View className="tab-bar__row" {...a11y({ role: 'tablist', label: '主要栏目' })}>
        {tabs.map((tab) => {
          const count = counts[tab.id] ?? 0
          return (
            <Pressable
              key={tab.id}
              className={tab.id === marked ? 'tab-bar__tab tab-bar__tab--current' : 'tab-bar__tab'}
              role="tab"
              label={count > 0 ? `${tab.name}，${count} 件等您办` : tab.name}
              selected={tab.id === marked}
              tab={tab.id === marked ? 0 : -1}
              onPress={() => (tab.id === current ? next?.cancel?.() : goTo(tab.id))}
            >
              <Text className="tab-bar__name">{tab.name}</Text>
              <View className="tab-bar__sign">
                <Icon name={tab.icon} />
                <View className="tab-bar__badge">
                  <Badge count={count} />
                </View>
              </View>
            </Pressable>
          )
        })}
      </View>
    </View>
  )
}

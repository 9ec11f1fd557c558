import { Text, View } from '@tarojs/components'
import type { Answer } from '../../api/contract'
import { Icon, type IconName, Pressable, Progress } from '../../components'
import { type Group, groupsOf } from '../../format/groups'
import { goTo } from '../../hooks/navigation'
import { catalogueFilter } from '../../store/catalogue-filter'
import './home.scss'

const icons: Record<string, IconName> = {
  综合村务: 'people',
  民生保障: 'heart',
  重大决策: 'star',
  财务公开: 'money',
  重点工作: 'leaf',
  政务财务: 'money',
  土地住房: 'house',
  农业农村: 'leaf',
  安全应急: 'star',
}

const open = (group: string) => {
  catalogueFilter.set({ group, missingOnly: false })
  goTo('catalogue')
}

/** The categories, each with the number of items that are published; a township's twenty in their groups. */
export function Tiles({ home }: { home: Answer<'GET /api/screens/home'> }) {
  return (
    <View className="tiles">
      {groupsOf(home.categories).map((one) => (
        <Tile key={one.name} group={one} onPress={() => open(one.name)} />
      ))}
      <Tile
        group={{ name: '全部事项', items: home.items, published: home.published }}
        onPress={() => open('')}
      />
    </View>
  )
}

function Tile({ group, onPress }: { group: Group; onPress: () => void }) {
  const { name, items, published } = group
  return (
    <Pressable
      className="tiles__tile"
      role="link"
      label={`${name}，已公开 ${published}/${items} 项`}
      onPress={onPress}
    >
      <View className="tiles__head">
        <Icon name={icons[name] ?? 'list'} />
        <Text className="tiles__name">{name}</Text>
      </View>
      <Progress words="已公开" done={published} of={items} />
    </Pressable>
  )
}

import type { CategorySummary } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import type { Answer } from '../../api/contract'
import { Icon, type IconName, Pressable, Progress } from '../../components'
import { goTo } from '../../hooks/navigation'
import { catalogueFilter } from '../../store/catalogue-filter'
import './home.scss'

const icons: Record<string, IconName> = {
  综合村务: 'people',
  民生保障: 'heart',
  重大决策: 'star',
  财务公开: 'money',
  重点工作: 'leaf',
}

const open = (category: string) => {
  catalogueFilter.set({ category, missingOnly: false })
  goTo('catalogue')
}

const most = 6

/** A township has about twenty categories; only the largest are shown here, all of them in the catalogue. */
function foremost(categories: CategorySummary[]): CategorySummary[] {
  if (categories.length <= most) return categories
  return [...categories].sort((a, b) => b.items - a.items).slice(0, most - 1)
}

/** The categories, each with the number of items that are published. */
export function Tiles({ home }: { home: Answer<'GET /api/screens/home'> }) {
  return (
    <View className="tiles">
      {foremost(home.categories).map((one) => (
        <Tile key={one.category} summary={one} onPress={() => open(one.category)} />
      ))}
      <Tile
        summary={{ category: '全部事项', items: home.items, published: home.published }}
        onPress={() => open('')}
      />
    </View>
  )
}

function Tile({ summary, onPress }: { summary: CategorySummary; onPress: () => void }) {
  const { category, items, published } = summary
  return (
    <Pressable
      className="tiles__tile"
      role="link"
      label={`${category}，已公开 ${published} 项，共 ${items} 项`}
      onPress={onPress}
    >
      <View className="tiles__head">
        <Icon name={icons[category] ?? 'list'} />
        <Text className="tiles__name">{category}</Text>
      </View>
      <Progress words="已公开" done={published} of={items} />
    </Pressable>
  )
}

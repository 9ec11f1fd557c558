import { Text, View } from '@tarojs/components'
import { Button, Icon, type IconName, Pressable, Section } from '../../components'
import { type Group, groupsOf } from '../../format/groups'
import type { HomeData } from './heroes'
import { openGroup, openMissing } from './open-missing'
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

/** The catalogue in rows, each with its newest word; 逾期 is the only red. */
export function Categories({ home: { categories, items, missingItems } }: { home: HomeData }) {
  return (
    <Section
      title="公开目录"
      aside={
        <Button kind="quiet" inline label={`看全部 ${items} 项`} onPress={() => openGroup('')}>
          {`${items} 项 ›`}
        </Button>
      }
    >
      {groupsOf(categories).map((group) => (
        <CategoryRow key={group.name} group={group} />
      ))}
      {missingItems > 0 ? (
        <Button kind="quiet" inline onPress={openMissing}>{`看 ${missingItems} 项应公开未公开`}</Button>
      ) : null}
    </Section>
  )
}

function CategoryRow({ group: { name, items, missing, newest } }: { group: Group }) {
  const word = missing > 0 ? `${missing} 项逾期` : `${items} 项`
  return (
    <Pressable
      className="category"
      role="link"
      label={[name, newest, word].filter(Boolean).join('，')}
      onPress={() => openGroup(name)}
    >
      <Icon name={icons[name] ?? 'list'} />
      <View className="category__words">
        <Text className="category__name">{name}</Text>
        {newest ? <Text className="category__newest">{newest}</Text> : null}
      </View>
      <Text className={missing > 0 ? 'category__count category__count--late' : 'category__count'}>
        {word}
      </Text>
    </Pressable>
  )
}

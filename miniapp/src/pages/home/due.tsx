import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable, Section } from '../../components'
import { shortName } from '../../format/words'
import { goTo, openPage } from '../../hooks/navigation'
import type { HomeData } from './heroes'
import './home.scss'

type Matter = HomeData['due'][number]

/** 要紧的事: what has a date that is still to come, with the day large. */
export function Due({ due }: Pick<HomeData, 'due'>) {
  if (due.length === 0) return null
  return (
    <Section title="要紧的事">
      {due.map((matter) => (
        <DueRow key={matter.notice} matter={matter} />
      ))}
    </Section>
  )
}

function DueRow({ matter: { notice, link, title, itemName, day, days } }: { matter: Matter }) {
  const [, month = '', date = ''] = day.split('-')
  const left = days === 0 ? '今天截止' : days === 1 ? '明天截止' : `还有 ${days} 天`
  const note = `${left} · ${shortName(itemName)}`
  return (
    <Pressable
      className="due"
      role="link"
      label={`${Number(month)} 月${Number(date)}日前，${title}，${note}`}
      onPress={() => (link ? void openPage(`/${link}`) : goTo('notice', { id: notice }))}
    >
      <View className="due__day" {...a11y({ hidden: true })}>
        <Text className="due__month">{`${Number(month)} 月`}</Text>
        <Text className="due__date">{String(Number(date))}</Text>
        <Text className="due__month">日前</Text>
      </View>
      <View className="due__words">
        <Text className="due__title">{title}</Text>
        <Text className="due__note">{note}</Text>
      </View>
    </Pressable>
  )
}

import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable, Section } from '../../components'
import { plainDay } from '../../format/date'
import { shortName } from '../../format/words'
import { goTo } from '../../hooks/navigation'
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

function DueRow({ matter: { notice, title, itemName, day, days } }: { matter: Matter }) {
  const [, month = '', date = ''] = day.split('-')
  const left = days === 0 ? '今天截止' : days === 1 ? '明天截止' : `还有 ${days} 天`
  return (
    <Pressable
      className="due"
      role="link"
      label={`${plainDay(day)}前，${title}，${left}，${itemName}`}
      onPress={() => goTo('notice', { id: notice })}
    >
      <View className="due__day" {...a11y({ hidden: true })}>
        <Text className="due__date">{Number(date)}</Text>
        <Text className="due__month">{`${Number(month)} 月前`}</Text>
      </View>
      <View className="due__words">
        <Text className="due__title">{title}</Text>
        <Text className="due__note">{`${left} · ${shortName(itemName)}`}</Text>
      </View>
    </Pressable>
  )
}

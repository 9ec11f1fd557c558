import { View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './skeleton.scss'

/** `home`: a hero, questions and rows; `hero`: that alone; `list`: rows; `text`: a headline, its sentence, a table; `form`: labels and fields. */
export type SkeletonShape = 'home' | 'hero' | 'list' | 'text' | 'form'

/** The grey blocks of a shape, by the names that skeleton.scss knows, from the top. */
const blocks: Record<SkeletonShape, readonly string[]> = {
  home: ['bar', 'hero', 'short', 'tile', 'tile', 'tile', 'tile', 'row', 'row'],
  hero: ['hero'],
  list: ['bar', 'row', 'row', 'row', 'row', 'row', 'row'],
  text: ['title', 'line', 'line', 'short', 'table', 'row'],
  form: ['short', 'field', 'short', 'field', 'field'],
}

/** What the page will look like, in grey, while it is loading. */
export function Skeleton({ shape = 'list' }: { shape?: SkeletonShape }) {
  return (
    <View className="skeleton" {...a11y({ role: 'status', label: '正在打开，请稍候', live: 'polite' })}>
      {blocks[shape].map((block, at) => {
        // The index is part of the key because the same block stands there several times.
        const key = `${at}${block}`
        return <View className={`skeleton__block skeleton__block--${block}`} key={key} />
      })}
    </View>
  )
}

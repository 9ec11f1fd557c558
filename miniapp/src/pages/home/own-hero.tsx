import type { NoticeLine } from '@hutang/shared/contract'
import { ownFigureText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Button, Pressable } from '../../components'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'
import { figuresHidden } from '../../store/figures-hidden'
import './own-hero.scss'

const covered = '＊＊＊＊'

/** The household's newest figure, large: "我家 · 本季流转费", "1,257.00 元". A tap opens its notice. */
export function OwnHero({ notice }: { notice: NoticeLine }) {
  const hidden = figuresHidden.use()
  const [main, second] = notice.own
  if (!main) return null
  const figure = hidden ? covered : ownFigureText(main)
  const beside = second && `${second.label} ${hidden ? covered : ownFigureText(second)}`
  // 金额 alone would not say of what.
  const what = main.label.length > 2 ? main.label : notice.itemName
  const note = [beside, `${dayText(notice.publishedAt)}公开`].filter(Boolean).join(' · ')
  return (
    <View className="own-hero">
      <View className="own-hero__head">
        <Text className="own-hero__what">{`我家 · ${what}`}</Text>
        <Button
          kind="quiet"
          inline
          label={hidden ? '显示我家的数' : '遮住我家的数'}
          onPress={() => figuresHidden.set(!hidden)}
        >
          {hidden ? '显示' : '遮住'}
        </Button>
      </View>
      <Pressable
        className="own-hero__body"
        role="link"
        label={`我家，${what}，${hidden ? '已遮住' : figure}，${note}`}
        onPress={() => goTo('notice', { id: notice.id })}
      >
        <Text className="own-hero__figure">{figure}</Text>
        <Text className="own-hero__note">{note}</Text>
      </Pressable>
    </View>
  )
}

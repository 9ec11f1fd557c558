import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../pressable/pressable'
import './hero.scss'

export interface HeroFigure {
  value: string
  label: string
  /** What a screen reader hears of it, where it is covered or read otherwise than written. */
  spoken?: string
  onPress?: () => void
}

export interface HeroProps {
  /** Whose, and what of: "我家 · 第三季度流转费". */
  head: string
  /** A quiet button beside it. */
  aside?: ReactNode
  /** What the person came for: a figure, or a few words. */
  figure: string
  note?: string
  spoken?: string
  /** At most three, below. */
  small?: readonly HeroFigure[]
  /** Words in the place of a figure are smaller. */
  worded?: boolean
  /** Deep green for what policies give. */
  tone?: 'own' | 'policy'
  /** What is pressed where the whole of it leads somewhere. */
  action?: string
  onPress?: () => void
}

/** The one thing on a screen that is large: deep vermilion, with the water of 护塘 at its foot. */
export function Hero(props: HeroProps) {
  const { head, aside, figure, note, spoken, small = [], worded, tone, action, onPress } = props
  // "1,257.00 元": the unit is smaller than the figure.
  const [number = '', unit] = worded ? [figure] : figure.split(/ (?=[^\d ]+$)/)
  const inside = (
    <>
      <Text className={worded ? 'hero__figure hero__figure--words' : 'hero__figure'} userSelect={!onPress}>
        {number}
        {unit ? <Text className="hero__unit">{` ${unit}`}</Text> : null}
      </Text>
      {note ? <Text className="hero__note">{note}</Text> : null}
      {action ? <Text className="hero__action">{`${action} ›`}</Text> : null}
    </>
  )
  return (
    <View className={tone === 'policy' ? 'hero hero--policy' : 'hero'}>
      <View className="hero__head">
        <Text className="hero__what">{head}</Text>
        {aside}
      </View>
      {onPress ? (
        <Pressable
          className="hero__body"
          role="link"
          label={[head, spoken ?? figure, note, action].filter(Boolean).join('，')}
          onPress={onPress}
        >
          {inside}
        </Pressable>
      ) : (
        <View className="hero__body">{inside}</View>
      )}
      {small.length > 0 ? (
        <View className="hero__small">
          {small.map((one) => (
            <Small key={one.label} {...one} />
          ))}
        </View>
      ) : null}
      <View className="hero__water" {...a11y({ hidden: true })} />
    </View>
  )
}

function Small({ value, label, spoken, onPress }: HeroFigure) {
  const inside = (
    <>
      <Text className="hero__label">{label}</Text>
      <Text className="hero__value" {...a11y({ label: spoken })}>
        {value}
      </Text>
    </>
  )
  if (!onPress) return <View className="hero__one">{inside}</View>
  return (
    <Pressable className="hero__one" role="link" label={`${label}，${spoken ?? value}`} onPress={onPress}>
      {inside}
    </Pressable>
  )
}

import type { PolicyPackage } from '@hutang/shared/contract'
import { sumWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../../components/pressable/pressable'
import { plainDay } from '../../format/date'
import './policy-hero.scss'

interface PolicyHeroProps {
  pack: PolicyPackage
  /** How many are new since the person last looked; the page knows, also once it has told that it was seen. */
  news?: number
  onPress?: () => void
}

/** What the package comes to, large; below it of how many policies, and what is not in the sum. */
export function PolicyHero({ pack, news = 0, onPress }: PolicyHeroProps) {
  const { counts, most, day } = pack
  const head = `您的政策包 · ${plainDay(day)}${news > 0 ? `，新增 ${news} 项` : ''}`
  const figure = most ? shortSum(most.fen) : `${counts.eligible + counts.possible} 项政策`
  const fits = `${counts.eligible} 项符合，${counts.possible} 项可能符合`
  const sum = most ? sumNote(most) : '补多少要看实际情况'
  const note = `${sum}。能不能批，以受理部门审核为准。`
  const inside = (
    <>
      <Text className="policy-hero__head">{head}</Text>
      <View className="policy-hero__line">
        {most ? <Text className="policy-hero__what">最高可达</Text> : null}
        <Text className="policy-hero__figure">{figure}</Text>
      </View>
      <Text className="policy-hero__fits">{fits}</Text>
      <Text className="policy-hero__note">{note}</Text>
      <View className="policy-hero__water" {...a11y({ hidden: true })} />
    </>
  )
  if (!onPress) return <View className="policy-hero">{inside}</View>
  return (
    <Pressable
      className="policy-hero policy-hero--live"
      role="link"
      label={`${head}，${most ? '最高可达' : ''}${figure}，${fits}，${note}看全部`}
      onPress={onPress}
    >
      {inside}
    </Pressable>
  )
}

const fenInWan = 1_000_000
const fenInTenth = fenInWan / 10

/** 743,380元 are 74.3万元 at a glance: cut, never more than there is. */
const shortSum = (fen: number): string =>
  fen < fenInWan * 10 ? sumWords(fen) : `${Math.floor(fen / fenInTenth) / 10}万元`

const sumNote = ({ fen, policies, unknown }: NonNullable<PolicyPackage['most']>): string =>
  [
    `${policies} 项加起来${shortSum(fen) === sumWords(fen) ? '' : ` ${sumWords(fen)}`}`,
    ...(unknown > 0 ? [`另有 ${unknown} 项说不准多少钱，没算进去`] : []),
  ].join('，')

import type { Banner as BannerData } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { momentText } from '../../format/date'
import { Card, type CardProps } from '../card/card'
import './banner.scss'

const looks: Record<BannerData['kind'], { title: string; tone: NonNullable<CardProps['tone']> }> = {
  withdrawn: { title: '已撤回', tone: 'warning' },
  hidden: { title: '先遮住了', tone: 'warning' },
  shownAgain: { title: '核对过', tone: 'calm' },
  takenDown: { title: '已撤下', tone: 'warning' },
  folded: { title: '已收起', tone: 'info' },
  backfilled: { title: '补录', tone: 'info' },
}

/** What stands above a notice that has ended or is being checked: a word, the sentence, the reason, who and when. */
export function Banner({ banner: { kind, text, reason, by, at } }: { banner: BannerData }) {
  const { title, tone } = looks[kind]
  // The sentence of a tombstone says both already.
  const who = kind === 'takenDown' ? '' : [by, at ? momentText(at) : ''].filter(Boolean).join(' · ')
  return (
    <Card title={title} tone={tone}>
      <Text className="banner__line" userSelect>
        {text}
      </Text>
      {reason && !text.includes(reason) ? (
        <Text className="banner__line" userSelect>{`原因：${reason}`}</Text>
      ) : null}
      {who ? <Text className="banner__note">{who}</Text> : null}
    </Card>
  )
}

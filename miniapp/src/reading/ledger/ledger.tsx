import { withoutUnit } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Card, Hero, type HeroFigure, Row, Section } from '../../components'
import { dayText } from '../../format/date'
import { wanText } from '../../format/money'
import { goTo } from '../../hooks/navigation'
import { Budget } from './budget'
import { ByKind } from './by-kind'
import { ByPeriod } from './by-period'
import type { LedgerData } from './ledger-data'
import { figureText, weightiest } from './ledger-data'
import './ledger.scss'

/** The year large, then by period, by kind, against the budget, and each period with the way to its notice. */
export function Ledger({ ledger }: { ledger: LedgerData }) {
  const { accessText, periods } = ledger
  return (
    <>
      <Year ledger={ledger} />
      {accessText ? <Card tone="info">{accessText}</Card> : null}
      <ByPeriod chart={ledger.byPeriod} />
      <ByKind shares={ledger.byKind} />
      <Budget budget={ledger.budget} />
      <Section title="每一期">
        {periods.map((one) => (
          <Period key={one.period} period={one} />
        ))}
      </Section>
    </>
  )
}

/** Said once, however many notices it has; then each with what it is. */
function Period({ period: { periodName, sentence, notices } }: { period: LedgerData['periods'][number] }) {
  const alone = notices.length === 1
  return (
    <>
      {alone || !sentence ? null : <Text className="ledger-period">{sentence}</Text>}
      {notices.map(({ notice, title, itemName, publishedAt }) => (
        <Row
          key={notice}
          title={alone && sentence ? sentence : title}
          note={[sentence ? '' : periodName, itemName, `${dayText(publishedAt)}公开`]
            .filter(Boolean)
            .join(' · ')}
          onPress={() => goTo('notice', { id: notice })}
        />
      ))}
    </>
  )
}

const mostSmall = 3
/** Three longer ones would touch each other on a phone. */
const longFigure = 8

function Year({ ledger: { whole, bodyName, year } }: { ledger: LedgerData }) {
  if (!whole) return null
  const { income, expense, closing, sums, sentence } = whole
  const head = `${bodyName} · ${year} 年`
  const money: HeroFigure[] = [
    ...(income === null ? [] : [{ value: wanText(income), label: '收入' }]),
    ...(expense === null ? [] : [{ value: wanText(expense), label: '支出' }]),
  ]
  if (closing !== null || money.length > 0) {
    const left = closing ?? (income ?? 0) - (expense ?? 0)
    return <Hero head={head} figure={wanText(left)} note={`${untilOf(sentence)} · 账上结余`} small={money} />
  }
  const [first, ...others] = weightiest(sums)
  if (!first) return sentence ? <Hero head={head} figure={sentence} worded /> : null
  const small = others.slice(0, mostSmall).map(({ label, kind, value }) => ({
    value: figureText(kind, value, label),
    label: nameOf(label),
  }))
  return (
    <Hero
      head={`${head} · ${nameOf(first.label)}`}
      figure={figureText(first.kind, first.value, first.label)}
      note={untilOf(sentence)}
      small={small.slice(0, small.some(({ value }) => value.length > longFigure) ? 2 : mostSmall)}
    />
  )
}

/** Up to when; the rest of the sentence stands in figures. */
const untilOf = (sentence: string): string => sentence.split('，')[0] ?? ''

// 本季 would be wrong of a year.
const nameOf = (label: string): string => withoutUnit(label).replace(/^本[月季年期]/, '')

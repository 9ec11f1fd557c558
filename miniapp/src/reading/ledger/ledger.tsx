import { Card, Hero, type HeroFigure, Row, Section } from '../../components'
import { wanText } from '../../format/money'
import { goTo } from '../../hooks/navigation'
import { Budget } from './budget'
import { ByKind } from './by-kind'
import { ByPeriod } from './by-period'
import type { LedgerData } from './ledger-data'
import { figureText } from './ledger-data'

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
        {periods.flatMap(({ periodName, sentence, notices }) =>
          notices.map(({ notice, title, itemName }) => (
            <Row
              key={notice}
              title={sentence || title}
              note={[periodName, itemName].join(' · ')}
              onPress={() => goTo('notice', { id: notice })}
            />
          )),
        )}
      </Section>
    </>
  )
}

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
    return <Hero head={head} figure={wanText(left)} note={sentence || '账上结余'} small={money} />
  }
  const [first, ...others] = sums
  if (!first) return sentence ? <Hero head={head} figure={sentence} worded /> : null
  return (
    <Hero
      head={`${head} · ${first.label}`}
      figure={figureText(first.kind, first.value)}
      note={sentence}
      small={others.slice(0, 3).map(({ label, kind, value }) => ({ value: figureText(kind, value), label }))}
    />
  )
}

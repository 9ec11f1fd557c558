import { withoutUnit } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Bars, Section, Tabs } from '../../components'
import { FiguresTable } from './figures-table'
import { figureText, type LedgerData, weightiest } from './ledger-data'
import './ledger.scss'

/** What people look for first. */
const usual = ['expense', 'income']

/** Bars by month or quarter of one measure, with its sentence and its table. */
export function ByPeriod({ chart: { measures, points, sentence } }: { chart: LedgerData['byPeriod'] }) {
  const first =
    usual.find((key) => measures.some((one) => one.key === key)) ?? weightiest(measures)[0]?.key ?? ''
  const [chosen, setChosen] = useState(first)
  const at = Math.max(
    0,
    measures.findIndex(({ key }) => key === chosen),
  )
  const measure = measures[at]
  if (!measure || points.length < 2) return null
  const { label, kind, key } = measure
  return (
    <Section title="一期一期看">
      {sentence ? <Text className="ledger-sentence">{sentence}</Text> : null}
      {measures.length > 1 ? (
        <Tabs
          label="看哪个数"
          tabs={measures.map((one) => ({ id: one.key, name: withoutUnit(one.label) }))}
          current={key}
          onChange={setChosen}
        />
      ) : null}
      <Bars
        label={label}
        bars={points.map(({ period, short, values }) => ({
          key: period,
          label: short,
          value: values[at] ?? 0,
          text: figureText(kind, values[at] ?? null, label),
          tone: key === 'income' ? 'in' : 'out',
        }))}
      />
      <FiguresTable
        label="各期的数"
        heads={['期', ...measures.map((one) => one.label)]}
        rows={points.map(({ period, short, values }) => ({
          key: period,
          cells: [short, ...measures.map((one, place) => figureText(one.kind, values[place] ?? null))],
        }))}
      />
    </Section>
  )
}

import { Text } from '@tarojs/components'
import { Bars, Button, Section } from '../../components'
import { wanFigure, wanText } from '../../format/money'
import { goTo } from '../../hooks/navigation'
import { FiguresTable } from './figures-table'
import type { LedgerData } from './ledger-data'
import './ledger.scss'

const mostBars = 8

/** What was spent against what was planned for the year. */
export function Budget({ budget }: Pick<LedgerData, 'budget'>) {
  if (!budget) return null
  const { notice, lines, sentence } = budget
  const planned = lines.filter((line) => line.planned !== null && line.permille !== null)
  return (
    <Section
      title="和预算比"
      aside={
        <Button kind="quiet" inline label="看预算全文" onPress={() => goTo('notice', { id: notice })}>
          看预算 ›
        </Button>
      }
    >
      {sentence ? <Text className="ledger-sentence">{sentence}</Text> : null}
      <Bars
        label="用了预算的多少"
        whole={1000}
        bars={planned.slice(0, mostBars).map(({ name, side, permille }) => ({
          key: `${side}${name}`,
          label: name,
          value: permille ?? 0,
          text: `${((permille ?? 0) / 10).toFixed(0)}%`,
          tone: side === 'income' ? 'in' : 'out',
        }))}
      />
      <FiguresTable
        label="预算和实际"
        heads={['类', '预算', '实际']}
        rows={lines.map(({ name, side, planned: plan, actual }) => ({
          key: `${side}${name}`,
          cells: [name, plan === null ? '没有列' : wanText(plan), wanFigure(actual)],
        }))}
      />
    </Section>
  )
}

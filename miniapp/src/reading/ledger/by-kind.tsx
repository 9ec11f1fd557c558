import { Text } from '@tarojs/components'
import { Bars, Section } from '../../components'
import { FiguresTable } from './figures-table'
import { figureText, type LedgerData } from './ledger-data'
import './ledger.scss'

const mostBars = 10
const shareText = (permille: number | null): string =>
  permille === null ? '—' : `${(permille / 10).toFixed(1)}%`
const sideText = { income: '收', expense: '支' } as const

/** Bars by kind, with their sentence and their table. */
export function ByKind({ shares: { lines, sentence } }: { shares: LedgerData['byKind'] }) {
  const spent = lines.filter(({ side }) => side !== 'income')
  const shown = spent.length > 0 ? spent : lines
  if (lines.length < 2) return null
  return (
    <Section title={spent.some(({ side }) => side === 'expense') ? '钱花在哪' : '一类一类看'}>
      {sentence ? <Text className="ledger-sentence">{sentence}</Text> : null}
      <Bars
        label="一类一类"
        bars={shown.slice(0, mostBars).map(({ name, value, unit }) => ({
          key: name,
          label: name,
          value,
          text: figureText(unit, value),
        }))}
      />
      <FiguresTable
        label="各类的数"
        heads={['类', '数', '占', '几笔']}
        rows={lines.map(({ name, side, value, unit, permille, rows }) => ({
          key: `${side ?? ''}${name}`,
          cells: [
            side ? `${sideText[side]} ${name}` : name,
            figureText(unit, value),
            shareText(permille),
            String(rows),
          ],
        }))}
      />
    </Section>
  )
}

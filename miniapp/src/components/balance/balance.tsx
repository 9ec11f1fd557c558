import type { ElementText, LedgerView, Table } from '@hutang/shared/contract'
import { moneyFigure } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { balanceOf, openingOf } from '../../format/ledger'
import { wanFigure, wanText } from '../../format/money'
import { Bars } from '../bars/bars'
import { Section } from '../section/section'
import './balance.scss'

interface BalanceProps {
  ledger?: LedgerView | null | undefined
  table: Table | null
  elements: readonly ElementText[]
}

interface Figures {
  income: number
  expense: number
  opening: number | null
  closing: number
}

/** Of income and spending: the two sums, what there was before and what is left, and what the money was spent on. */
export function Balance({ ledger, table, elements }: BalanceProps) {
  const figures = figuresOf(ledger, table, elements)
  if (!figures) return null
  const { income, expense, opening, closing } = figures
  const last = ledger?.last
  return (
    <>
      <View className="balance">
        <View className="balance__pair">
          <Side name="收入" fen={income} before={last?.income} than={last?.periodName} />
          <Side name="支出" fen={expense} before={last?.expense} than={last?.periodName} />
        </View>
        <View className="balance__left">
          {opening === null ? null : (
            <Text className="balance__sum">
              {`原有 ${moneyFigure(opening)} ＋ 收 ${moneyFigure(income)} − 支 ${moneyFigure(expense)} ＝`}
            </Text>
          )}
          <Text className="balance__result">{resultText(opening, closing)}</Text>
        </View>
      </View>
      <Kinds ledger={ledger} />
    </>
  )
}

function figuresOf(
  ledger: LedgerView | null | undefined,
  table: Table | null,
  elements: readonly ElementText[],
): Figures | null {
  if (ledger?.budget) return null
  if (ledger && ledger.income !== null && ledger.expense !== null) {
    const { income, expense, opening, closing } = ledger
    return { income, expense, opening, closing: closing ?? (opening ?? 0) + income - expense }
  }
  const sums = table && balanceOf(table)
  if (!sums) return null
  const opening = openingOf(elements)
  return { income: sums.income, expense: sums.expense, opening, closing: (opening ?? 0) + sums.balance }
}

/** To the fen beside what it is worked out from: rounded figures need not add up. */
function resultText(opening: number | null, closing: number): string {
  if (opening !== null) return `现在结余 ${moneyFigure(closing)} 元`
  if (closing < 0) return `支出比收入多 ${wanText(-closing)}`
  return `收入减支出，结余 ${wanText(closing)}`
}

interface SideProps {
  name: string
  fen: number
  before?: number | null | undefined
  than?: string | undefined
}

function Side({ name, fen, before, than }: SideProps) {
  return (
    <View className="balance__side">
      <Text className="balance__name">{name}</Text>
      <Text className="balance__figure">{wanText(fen)}</Text>
      {than && typeof before === 'number' ? (
        <Text className="balance__name">{differenceText(fen - before, than)}</Text>
      ) : null}
    </View>
  )
}

/** 比 9 月多 2.10 万元 */
function differenceText(fen: number, than: string): string {
  const when = than.replace(/^\d{4}年/, '')
  if (fen === 0) return `和${when}一样`
  return `比${when}${fen > 0 ? '多' : '少'} ${wanText(Math.abs(fen))}`
}

const mostKinds = 8

function Kinds({ ledger }: Pick<BalanceProps, 'ledger'>) {
  const spent = (ledger?.kinds ?? []).filter(({ side, value }) => side === 'expense' && value !== 0)
  const [first] = spent
  if (!first || spent.length < 2) return null
  const others = spent.slice(mostKinds)
  const bars = spent.slice(0, mostKinds).map(({ name, value }) => ({
    key: name,
    label: name,
    value,
    text: wanFigure(value),
  }))
  const rest = others.reduce((sum, { value }) => sum + value, 0)
  return (
    <Section title="钱花在哪">
      <Text className="balance__sentence">{`花得最多的是${first.name}，${wanText(first.value)}。`}</Text>
      <Bars
        label="钱花在哪"
        bars={
          rest === 0
            ? bars
            : [...bars, { key: '', label: `其他 ${others.length} 类`, value: rest, text: wanFigure(rest) }]
        }
      />
    </Section>
  )
}

import type { ElementText, Table } from '@hutang/shared/contract'
import { moneyFigure } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { balanceOf, openingOf } from '../../format/ledger'
import './balance.scss'

interface BalanceProps {
  table: Table
  elements: readonly ElementText[]
}

/** Of a table of income and spending: the two sums, and what is left of them, with what there was before. */
export function Balance({ table, elements }: BalanceProps) {
  const figures = balanceOf(table)
  if (!figures) return null
  const { income, expense, balance } = figures
  const opening = openingOf(elements)
  return (
    <View className="balance">
      <View className="balance__pair">
        <View className="balance__side">
          <Text className="balance__name">收入</Text>
          <Text className="balance__figure">{`${moneyFigure(income)} 元`}</Text>
        </View>
        <View className="balance__side">
          <Text className="balance__name">支出</Text>
          <Text className="balance__figure">{`${moneyFigure(expense)} 元`}</Text>
        </View>
      </View>
      <View className="balance__left">
        {opening === null ? null : (
          <Text className="balance__sum">{`期初 ${moneyFigure(opening)} ＋ 收入 − 支出 ＝`}</Text>
        )}
        <Text className="balance__result">{resultText(opening, balance)}</Text>
      </View>
    </View>
  )
}

function resultText(opening: number | null, balance: number): string {
  if (opening !== null) return `期末 ${moneyFigure(opening + balance)} 元`
  if (balance < 0) return `支出比收入多 ${moneyFigure(-balance)} 元`
  return `收入减支出，结余 ${moneyFigure(balance)} 元`
}

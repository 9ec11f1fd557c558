import type { Table } from '@hutang/shared/contract'
import { ownFigures, ownSentence } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import './own-figures.scss'

/** "我家 4.19 亩 · 本季 1,257.00 元": what a reader of the household came for, before everything else. */
export function OwnFigures({ table }: { table: Table }) {
  const own = table.rows.filter((row) => row.own).map(({ cells }) => cells)
  const words = ownSentence(ownFigures(table.columns, own))
  if (words === '') return null
  return (
    <View className="own-figures">
      <Text className="own-figures__words" userSelect>
        {words}
      </Text>
    </View>
  )
}

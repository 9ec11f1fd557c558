import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Fold } from '../../components'
import './ledger.scss'

interface FiguresTableProps {
  label: string
  heads: readonly string[]
  rows: readonly { key: string; cells: readonly string[] }[]
}

/** The figures behind a picture, as a table: for whoever would rather read than look. */
export function FiguresTable({ label, heads, rows }: FiguresTableProps) {
  return (
    <Fold title="看成表格" note={label}>
      <View className="figures-table__scroll" {...a11y({ role: 'region', label, tab: 0 })}>
        <View className="figures-table" {...a11y({ role: 'table', label })}>
          <View className="figures-table__row" {...a11y({ role: 'row' })}>
            {heads.map((head) => (
              <Text key={head} className="figures-table__head" {...a11y({ role: 'columnheader' })}>
                {head}
              </Text>
            ))}
          </View>
          {rows.map(({ key, cells }) => (
            <View key={key} className="figures-table__row" {...a11y({ role: 'row' })}>
              {cells.map((cell, at) => (
                <Text
                  key={heads[at]}
                  className={at === 0 ? 'figures-table__name' : 'figures-table__cell'}
                  {...a11y({ role: at === 0 ? 'rowheader' : 'cell' })}
                >
                  {cell}
                </Text>
              ))}
            </View>
          ))}
        </View>
      </View>
    </Fold>
  )
}

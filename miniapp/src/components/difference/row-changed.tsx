import type { Cell, Column, RowDifference } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { cellText, headText } from '../../format/cell'
import { Tag, type TagTone } from '../tag/tag'
import './difference.scss'

const words: Record<RowDifference['change'], { word: string; tone: TagTone }> = {
  changed: { word: '改了', tone: 'soon' },
  added: { word: '新加', tone: 'good' },
  removed: { word: '删去', tone: 'missing' },
  moved: { word: '只换了位置', tone: 'plain' },
}

interface RowChangedProps {
  row: RowDifference
  /** Of the table in which the row stands: the newer one, or the older one for a row that was taken out. */
  columns: readonly Column[]
}

/** A row of a table that is different: its name, and each cell with what it said and what it says now. */
export function RowChanged({ row, columns }: RowChangedProps) {
  const { word, tone } = words[row.change]
  const named = titleColumn(columns, row.cells)
  return (
    <View className={row.own ? 'difference__row difference__row--own' : 'difference__row'}>
      <View className="difference__head">
        <Text className="difference__name">{nameOf(row, columns, named)}</Text>
        <Tag tone={tone}>{word}</Tag>
      </View>
      {row.change === 'changed' ? (
        row.changes.map(({ column, label, kind, before, after }) => (
          <View className="difference__cell" key={column}>
            <Text className="difference__label">{headText(label, kind)}</Text>
            <View className="difference__values">
              <Text className="difference__before">{`原来 ${cellText(before, kind)}`}</Text>
              <Text className="difference__after">{`现在 ${cellText(after, kind)}`}</Text>
            </View>
          </View>
        ))
      ) : (
        <Text className="difference__all">{restOf(row, columns, named)}</Text>
      )}
    </View>
  )
}

/** The column whose cell names the row: a name, or the first text that is not empty. */
function titleColumn(columns: readonly Column[], cells: readonly Cell[]): number {
  const filled = (at: number) => cells[at] !== null && cells[at] !== undefined && cells[at] !== ''
  const name = columns.findIndex(({ kind }, at) => kind === 'name' && filled(at))
  return name >= 0 ? name : columns.findIndex(({ kind }, at) => kind === 'text' && filled(at))
}

function nameOf(row: RowDifference, columns: readonly Column[], named: number): string {
  const column = columns[named]
  const name = column ? cellText(row.cells[named], column.kind) : ''
  const at = row.placeAfter ?? row.placeBefore
  const place = at === null ? '' : `第 ${at} 行`
  return [row.own ? '我家' : '', place, name].filter(Boolean).join(' · ') || '一行'
}

/** The other cells of a row, each with its column's name; of a row that was only moved where it stood. */
function restOf(row: RowDifference, columns: readonly Column[], named: number): string {
  const { cells, change, placeBefore, placeAfter } = row
  if (change === 'moved' && placeBefore !== null && placeAfter !== null) {
    return `原来第 ${placeBefore} 行，现在第 ${placeAfter} 行`
  }
  return columns
    .map(({ label, kind }, at) => (at === named ? '' : `${label} ${cellText(cells[at], kind)}`))
    .filter(Boolean)
    .join('，')
}

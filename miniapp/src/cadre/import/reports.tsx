import {
  cellText,
  type LeftOut,
  type SheetDifferences,
  type SheetRead,
  type SumCheck,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Fold } from '../../components'
import { lineText } from './problems'

const step = 12

function Lines({ lines }: { lines: readonly string[] }) {
  const [limit, setLimit] = useState(step)
  return (
    <View>
      {lines.slice(0, limit).map((line, at) => (
        <Text className="import__line" key={`line${String(at)}`}>
          {line}
        </Text>
      ))}
      {lines.length > limit ? (
        <Button kind="quiet" onPress={() => setLimit(limit + step * 4)}>
          {`再看一些（还有 ${lines.length - limit} 条）`}
        </Button>
      ) : null}
    </View>
  )
}

const stated = ({ row, name, label, column, stated, computed }: SumCheck): string =>
  `${lineText(row)}“${name}”的“${label}”写的是 ${cellText(column, stated)}，各行相加是 ${cellText(column, computed)}`

/** The sums that the sheet states, against what its rows come to; `partly`: some cells are not understood yet. */
export function Sums({ sums, partly }: Pick<SheetRead, 'sums'> & { partly: boolean }) {
  if (sums.length === 0) return null
  const wrong = sums.filter(({ agrees }) => !agrees)
  if (wrong.length === 0)
    return (
      <Text className="import__note import__note--good">{`表里写的 ${sums.length} 个合计，和各行相加都对得上。`}</Text>
    )
  return (
    <View className="import__part" {...a11y({ role: 'status' })}>
      <Text className="import__title import__title--warning">{`有 ${wrong.length} 个合计对不上，请核对`}</Text>
      {partly ? <Text className="import__note">看不懂的格子还没有算在内。</Text> : null}
      <Lines lines={wrong.map(stated)} />
    </View>
  )
}

/** What is new, gone and changed since the table of the period before. */
export function Differences({ differences }: { differences: SheetDifferences | null }) {
  if (!differences) return null
  const { fresh, gone, changed, same } = differences
  const note = fresh.length + gone.length + changed.length === 0 ? `${same} 户都一样` : `${same} 户没有变`
  const lines = [
    ...fresh.map(({ row, name }) => `新增：${name}（${lineText(row)}）`),
    ...gone.map(
      ({ name, household }) =>
        `少了：${name}${household && household !== name ? `（户号 ${household}）` : ''}`,
    ),
    ...changed.map(
      ({ name, label, before, after }) => `${name}的“${label}”：${before || '空'} → ${after || '空'}`,
    ),
  ]
  const title = `和上次比：新增 ${fresh.length}、少了 ${gone.length}、改了 ${changed.length} 处`
  return (
    <Fold title={lines.length > 0 ? title : '和上次比'} note={note}>
      <Lines lines={lines.length > 0 ? lines : [note]} />
    </Fold>
  )
}

const leftWords: Record<LeftOut['what'], string> = {
  hiddenRows: '隐藏的行不公开',
  hiddenColumns: '隐藏的列不公开',
  line: '标题、单位、落款、备注',
  heading: '重复的表头',
  section: '小标题',
  total: '合计、结余',
  row: '您去掉的',
  column: '不要的列',
}

/** What of the sheet does not go into the table, so that nothing disappears in silence. */
export function Left({ left }: Pick<SheetRead, 'left'>) {
  if (left.length === 0) return null
  const hidden = left.some(({ what }) => what === 'hiddenRows' || what === 'hiddenColumns')
  const lines = left.map(({ what, row, text }) =>
    [row === null ? '' : `${lineText(row)} `, `${leftWords[what]}：`, text].join(''),
  )
  return (
    <Fold title="没有放进表里的" note={`${left.length} 处${hidden ? '，有隐藏的' : ''}`}>
      <Lines lines={lines} />
    </Fold>
  )
}

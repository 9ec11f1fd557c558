import { unitOf, withoutUnit } from '@hutang/shared/rules'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { LoadMore, Row, Section } from '../../components'
import { cellText } from '../../format/cell'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { figuresHidden } from '../../store/figures-hidden'
import { covered } from '../../widgets'

type OwnRows = Answer<'GET /api/me/rows'>
type OwnRow = OwnRows['items'][number]

/** What is asked for of the own rows; what is absent is all. */
export interface Asked {
  whose?: string
  kind?: string
  year?: number
}

/** Every own row, the newest first. */
export function Rows({ data, asked }: { data: OwnRows; asked: Asked }) {
  const read = (cursor: string) => call('GET /api/me/rows', { query: { ...asked, cursor } })
  const pages = useMore(data, read, JSON.stringify(asked))
  const several = data.whose.length > 1
  return (
    <Section title={`每一笔（${data.total} 条公开）`}>
      {pages.items.map((row) => (
        <One
          key={`${row.notice} ${row.whose}`}
          row={row}
          name={several ? (data.whose.find(({ id }) => id === row.whose)?.name ?? '') : ''}
        />
      ))}
      <LoadMore pages={pages} />
    </Section>
  )
}

const stateOf = ({ withdrawn, folded }: OwnRow) => {
  if (withdrawn) return { text: '已撤回，不计', tone: 'missing' } as const
  return folded ? ({ text: '名单已收起，只有您看得到', tone: 'plain' } as const) : undefined
}

function One({ row, name }: { row: OwnRow; name: string }) {
  const hidden = figuresHidden.use()
  const lines = row.rows.map((cells) => wordsOf(row, cells))
  const last = lines[0]?.[lines[0].length - 1]
  const value = last?.figure ? last.text : undefined
  const detail = lines
    .map((words) =>
      words
        .filter((one) => one !== last || value === undefined)
        .map((one) => `${one.label} ${one.text}`)
        .join(' · '),
    )
    .filter(Boolean)
    .join('；')
  return (
    <Row
      title={row.periodName ? `${row.periodName} ${wordOf(last?.label, row.itemName)}` : row.title}
      value={hidden ? covered : value}
      detail={hidden ? undefined : detail || undefined}
      note={[name, row.itemName, `${dayText(row.publishedAt)}公开`, row.correctedAt ? '更正过' : '']
        .filter(Boolean)
        .join(' · ')}
      tag={stateOf(row)}
      onPress={() => goTo('notice', { id: row.notice })}
    />
  )
}

// 金额 alone would not say of what; 本季 would be said of another quarter.
const wordOf = (label: string | undefined, itemName: string): string =>
  label === undefined || label.length <= 2 ? itemName : label.replace(/^本[月季年期]/, '')

/** What a row says beside whose it is; sums of money last, since they are looked for first. */
function wordsOf({ columns }: OwnRow, cells: OwnRow['rows'][number]) {
  const words = columns.flatMap((column, at) => {
    const cell = cells[at] ?? null
    if (cell === null || cell === '' || column.kind === 'name' || column.kind === 'group') return []
    const money = column.kind === 'money'
    const counts = column.kind === 'integer' || column.kind === 'number'
    const unit = column.kind === 'area' ? '亩' : counts ? unitOf(column.label) : ''
    const text = `${money ? '¥' : ''}${cellText(cell, column.kind)} ${unit}`.trim()
    return [
      {
        label: withoutUnit(column.label),
        text,
        figure: money && column.total !== 'none',
        money,
      },
    ]
  })
  return [...words.filter(({ figure }) => !figure), ...words.filter(({ figure }) => figure)]
}

import {
  maskNamesIn,
  type Names,
  type NoticeView,
  type Period,
  periodText,
  quarterSpan,
  tableTotals,
} from '@hutang/shared'
import { type Block, type Door, type Paper, paperDate, tableBlock } from '../../paper'
import { mastheadOf, officeFacts } from '../board'
import { type RegionDoc, regionRef } from '../regions'
import type { HouseholdDoc } from '../residents'
import { withoutOthers } from './statement.rules'

export interface Statement {
  household: Pick<HouseholdDoc, 'code' | 'groupName' | 'head'>
  quarter: Period
  now: Date
  place: RegionDoc
  /** As the household reads them, each with rows of its own. */
  views: readonly NoticeView[]
  others: Names
  own: ReadonlySet<string>
  /** Leads to 我家. */
  door: Door
}

export function statementPaper(statement: Statement): Paper {
  const { household, quarter, now, place, views, door } = statement
  const name = mastheadOf(regionRef(place))
  const named = periodText(quarter, null)
  return {
    size: 'A4',
    reading: 'home',
    title: `一户一单 ${household.code} ${named}`,
    running: `一户一单　${household.code}　${named}`,
    foot: `${paperDate(now)}打印`,
    at: now,
    blocks: [
      { kind: 'masthead', name, note: `${household.groupName}　户号 ${household.code}` },
      { kind: 'title', text: `${household.head}户　${named}一户一单` },
      {
        kind: 'lead',
        text: `${quarterSpan(quarter, now)}，村里有 ${views.length} 条公开与您家有关。这张纸上只有您家自己的数，别家的不在上面。`,
      },
      ...views.flatMap((view) => noticeBlocks(view, statement)),
      {
        kind: 'closing',
        items: [
          { name: '有不对的', text: '请到村里当面说，或者打下面的电话。' },
          ...officeFacts(place.office),
        ],
        qr: door,
        signed: { name: place.office.name || place.name, date: paperDate(now) },
      },
    ],
  }
}

/** A heading is one line. */
const longestHeading = 16

const headingOf = (name: string): string => {
  const short = name.replace(/（.*$/, '')
  return short.length > longestHeading ? `${short.slice(0, longestHeading)}…` : short
}

function noticeBlocks(
  { item, title, publishedAt, correction, table }: NoticeView,
  { others, own, now }: Statement,
): Block[] {
  if (!table) return []
  const { columns, totals } = table
  const mine = table.rows
    .filter((row) => row.own)
    .map(({ cells }) => withoutOthers(columns, cells, others, own))
  const rows = mine.map((cells) => ({ household: null, cells }))
  const {
    columns: heads,
    rows: texts,
    totals: sums,
  } = tableBlock({ caption: '', columns, totals }, rows, now)
  const ownSums =
    mine.length > 1
      ? tableBlock({ caption: '', columns, totals: tableTotals(columns, rows) }, [], now).totals
      : []
  const factsOf = (cells: readonly string[]) =>
    heads.flatMap(({ label }, at) => (isFilled(cells[at]) ? [{ name: label, text: cells[at] ?? '' }] : []))
  const sumLine = (cells: readonly string[]) =>
    heads
      .flatMap(({ label }, at) => (at > 0 && isFilled(cells[at]) ? [`${label} ${cells[at]}`] : []))
      .join('，')
  const sumFacts = (name: string, lines: readonly (readonly string[])[]) =>
    lines.flatMap((cells) =>
      sumLine(cells) ? [{ name: named(name, cells[0] ?? ''), text: sumLine(cells) }] : [],
    )
  return [
    { kind: 'heading', text: headingOf(item.level2), note: `${paperDate(new Date(publishedAt))}公开` },
    {
      kind: 'facts',
      items: [
        { name: '公开内容', text: maskNamesIn(title, others) },
        ...(correction
          ? [{ name: '更正', text: `${paperDate(new Date(correction.at))}更正过，这里是更正以后的。` }]
          : []),
        ...texts.slice(0, 1).flatMap(factsOf),
      ],
    },
    ...texts.slice(1).map((cells): Block => ({ kind: 'facts', items: factsOf(cells) })),
    ...factsBlock([...sumFacts('您家', ownSums), ...sumFacts('全表', sums)]),
  ]
}

const isFilled = (text: string | undefined): boolean => text !== undefined && text !== '' && text !== '—'
/** `合计 1,257.00` is a sum in the first column. */
const named = (whose: string, label: string): string => `${whose}${label.split(' ')[0]}`
const factsBlock = (items: { name: string; text: string }[]): Block[] =>
  items.length > 0 ? [{ kind: 'facts', items }] : []

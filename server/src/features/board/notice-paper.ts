import {
  mostPrintedRows,
  mostRowsAtOnce,
  type NoticeView,
  type PaperSize,
  type Table,
  type TableRow,
  tableTotals,
  validityText,
  visitor,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { type Block, type Paper, paperDate, tableBlock } from '../../paper'
import { noticeView, rowsView } from '../notices'
import { regionOf } from '../regions'
import { doorOf } from '../scenes'
import { displayText, itemLine, mastheadOf, officeFacts } from './words.rules'

interface Wanted {
  size: PaperSize
  /** Only the rows of this group (组). */
  group?: string | undefined
}

/** A notice for the board outside: exactly what a visitor may see of it now. */
export async function noticePaper(deps: Deps, id: string, { size, group }: Wanted): Promise<Paper> {
  const view = await noticeView(deps, id, visitor)
  const { office } = await regionOf(deps, view.region.code)
  const now = deps.clock.now()
  const table = await tableOf(deps, view, group)
  const name = mastheadOf(view.region)
  const { item, title, editionNo } = view
  const signedAt = view.correction?.at ?? view.publishedAt
  return {
    size,
    reading: 'board',
    title: `${view.region.name} ${title}`,
    running: `${name}　${title}`,
    foot: `第 ${editionNo} 版　${paperDate(now)}打印`,
    at: now,
    blocks: [
      { kind: 'masthead', name, note: itemLine(item) },
      { kind: 'title', text: title },
      ...bannersOf(view),
      ...(view.validUntil ? [banner(validityText(new Date(view.validUntil), now))] : []),
      ...contentOf(view),
      ...(table ? [tableBlock(table, table.rows, now)] : []),
      {
        kind: 'closing',
        items: [
          ...(view.gone
            ? []
            : [{ name: '公开期限', text: displayText(view.displayFrom, view.displayUntil) }]),
          { name: '公开主体', text: item.body },
          { name: '公开依据', text: item.basis },
          ...(view.pictures.length > 0
            ? [{ name: '另有图片', text: `${view.pictures.length} 张，请扫码看` }]
            : []),
          ...officeFacts(office),
          { name: '核对码', text: view.code },
        ],
        qr: await doorOf(deps, {
          target: { kind: 'notice', notice: id },
          page: 'pages/notice',
          query: { id },
          caption: view.access === 'title' ? '扫码认证' : '扫码看原文',
        }),
        ...(view.gone ? {} : { signed: { name: view.publishedBy, date: paperDate(new Date(signedAt)) } }),
      },
    ],
  }
}

const firstSentence = (text: string): string => text.slice(0, text.indexOf('。') + 1)

const banner = (text: string): Block => ({ kind: 'banner', text })

/** What became of the notice, and why not all of it stands here. */
function bannersOf({ gone, banners, correction, access, accessText }: NoticeView): Block[] {
  if (gone) return []
  return [
    ...banners.map(({ text }) => banner(text)),
    ...(correction ? [banner(correction.text)] : []),
    ...(access === 'title' && accessText
      ? [banner(`${firstSentence(accessText)}扫码认证，或带身份证明到村委会看。`)]
      : []),
    ...(access === 'summary' && accessText
      ? [banner('各户的明细只给本户看，这里是汇总。请扫码认证后看自己家的。')]
      : []),
  ]
}

function contentOf({ nil, plain, elements, body, ledger }: NoticeView): Block[] {
  const said = nil ?? plain
  return [
    ...(said ? [{ kind: 'lead', text: said } as const] : []),
    ...(ledger
      ? [{ kind: 'facts', items: [{ name: ledger.bodyName, text: ledger.sentence }] } as const]
      : []),
    ...(elements.length > 0 ? [{ kind: 'facts', items: elements } as const] : []),
    ...(body?.trim() ? [{ kind: 'paragraphs', text: body } as const] : []),
  ]
}

/** The table with every row that a visitor sees; null where there is nothing of it to show. */
async function tableOf(deps: Deps, view: NoticeView, group: string | undefined): Promise<Table | null> {
  const { table } = view
  if (group !== undefined) return groupOf(deps, view, group)
  if (!table || (table.rows.length === 0 && table.totals.length === 0)) return null
  if (table.access !== 'all') return table
  if (table.total > mostPrintedRows) throw await tooLong(deps, view, table)
  return { ...table, rows: await rowsOf(deps, view, table) }
}

async function rowsOf(deps: Deps, { id, editionNo }: NoticeView, { rows, next }: Table): Promise<TableRow[]> {
  const all = [...rows]
  for (let cursor = next; cursor !== undefined; ) {
    const page = await rowsView(deps, id, visitor, { edition: editionNo, cursor, limit: mostRowsAtOnce })
    all.push(...page.rows)
    cursor = page.next
  }
  return all
}

const groupColumn = ({ columns }: Table): number => columns.findIndex(({ kind }) => kind === 'group')

async function groupOf(deps: Deps, view: NoticeView, group: string): Promise<Table> {
  const { table } = view
  const at = table?.access === 'all' ? groupColumn(table) : -1
  if (!table || at < 0) throw refused('组别：这条公开的表里没有组别一列，请整张打印。')
  const rows = (await rowsOf(deps, view, table)).filter(({ cells }) => cells[at] === group)
  if (rows.length === 0) throw refused(`组别：表里没有“${group}”的行。`)
  if (rows.length > mostPrintedRows) throw new AppError('tooLongToPrint', { message: longText(rows.length) })
  return { ...table, caption: `${table.caption}（${group}）`, rows, totals: tableTotals(table.columns, rows) }
}

const refused = (message: string) => new AppError('invalidFields', { fields: [{ field: 'group', message }] })

const longText = (rows: number): string => `表有 ${rows} 行，一次最多打印 ${mostPrintedRows} 行。`

/** Says which groups there are, so that the page can offer them. */
async function tooLong(deps: Deps, view: NoticeView, table: Table): Promise<AppError> {
  const at = groupColumn(table)
  const said = longText(table.total)
  if (at < 0) return new AppError('tooLongToPrint', { message: `${said}请下载表格，用表格软件分页打印。` })
  const groups = new Set(
    (await rowsOf(deps, view, table)).flatMap(({ cells }) => (cells[at] ? [String(cells[at])] : [])),
  )
  return new AppError('tooLongToPrint', {
    message: `${said}请一组一组地打印。`,
    fields: [...groups].map((message) => ({ field: 'group', message })),
  })
}

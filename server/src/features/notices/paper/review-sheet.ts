import {
  againText,
  dateTimeText,
  type EditionWork,
  ledgerLines,
  mostPrintedRows,
  tableTotals,
  validityText,
  visitText,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { type Block, type Paper, paperDate, tableBlock } from '../../../paper'
import { toBuffer } from '../../../storage/to-buffer'
import type { Actor } from '../../accounts'
import { doorOf } from '../../scenes'
import { type EditionDoc, noticeModels, type PictureDoc } from '../notices.model'
import { asJpeg } from '../pictures/image'
import { rowsOf } from '../tables/draft-rows'
import { remarksOf } from '../workflow/remarks'
import { noticeStore } from '../workflow/store'
import { workView } from '../workflow/work-view'

const groupLength = 4

/** 审核单: the whole edition as its reviewer reads it, with the hash of exactly that, and lines to sign. */
export async function reviewSheet(deps: Deps, actor: Actor, notice: string): Promise<Paper> {
  const work = await noticeStore(deps).work(notice, null)
  const view = await workView(deps, actor, work)
  const { edition } = work
  if (edition.state !== 'submitted')
    throw new AppError('wrongState', { message: '现在不是待审核，没有审核单可以打印。' })
  const remarks = await remarksOf(deps, edition)
  const { region, item, content, editionNo } = view
  const now = deps.clock.now()
  return {
    size: 'A4',
    reading: 'office',
    title: `${region.name} 审核单 ${content.title}`,
    running: `${region.name}审核单　${content.title}`,
    foot: `第 ${editionNo} 版　${paperDate(now)}打印`,
    at: now,
    blocks: [
      { kind: 'masthead', name: '公开信息审核单', note: `${region.name}　第 ${item.no} 项　${item.level2}` },
      { kind: 'title', text: content.title },
      ...(view.change ? [{ kind: 'banner', text: `更正说明：${view.change.note}` } as const] : []),
      ...(content.plain ? [{ kind: 'lead', text: content.plain } as const] : []),
      ...(content.ledger
        ? [{ kind: 'facts', items: ledgerLines(content.ledger, region.name) } as const]
        : []),
      { kind: 'facts', items: content.elements },
      ...(content.body.trim() ? [{ kind: 'paragraphs', text: content.body } as const] : []),
      ...(await tableOf(deps, edition, now)),
      ...(await photosOf(deps, edition.pictures)),
      ...(await vouchersOf(deps, view, now)),
      ...noticed(
        view,
        remarks.map(({ message }) => message),
        now,
      ),
      {
        kind: 'form',
        code: {
          name: '内容校验码（页面上的要和这里一样）',
          groups: groupsOf(edition.contentHash),
          qr: await doorOf(deps, {
            target: { kind: 'review', notice },
            page: 'cadre/review',
            query: { id: notice },
            caption: '扫码交照片',
          }),
        },
        lines: [
          { name: '审核意见', choices: ['同意公开', '退回修改'] },
          { name: '退回原因', rows: 2 },
          { name: '审核人签名' },
          { name: '日期' },
        ],
      },
      {
        kind: 'paragraphs',
        text: '签好后，请没有写过这条公开的村干部拍照，从审核页交上来。照片里要看得清校验码和签名。内容如果又改过，这张单子就作废，要重新打印。',
      },
    ],
  }
}

const groupsOf = (hash: string): string[] => hash.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []

/** What the screen would tell the reviewer besides. */
function noticed(
  { item, grounds, warnings, author, telling, nil }: EditionWork,
  remarks: readonly string[],
  now: Date,
): Block[] {
  const audiences = {
    public: '社会',
    village: '本村',
    members: '本集体经济组织成员',
    household: '各户看自己的',
  }
  return [
    { kind: 'heading', text: '审核时请看' },
    {
      kind: 'facts',
      items: [
        { name: '经办人', text: author },
        { name: '公开给谁', text: audiences[item.audience] },
        ...(telling.validUntil
          ? [{ name: '有效期', text: validityText(new Date(telling.validUntil), now) }]
          : []),
        ...(nil
          ? []
          : [{ name: '怎样告诉', text: `${visitText(telling.visit)}；${againText(telling.againHours)}` }]),
        ...(grounds.text ? [{ name: '公开的依据', text: grounds.text }] : []),
        ...remarks.map((text) => ({ name: '请留意', text })),
        ...warnings.map(({ message, row }) => ({
          name: '再看一眼',
          text: row === undefined ? message : `第 ${row} 行：${message}`,
        })),
      ],
    },
  ]
}

async function tableOf(deps: Deps, edition: EditionDoc, now: Date): Promise<Block[]> {
  const { table } = edition
  if (!table) return []
  if (table.rows > mostPrintedRows) {
    const message = `表有 ${table.rows} 行，超过 ${mostPrintedRows} 行，审核单印不下，请审核人在电脑上看。`
    throw new AppError('tooLongToPrint', { message })
  }
  const rows = await rowsOf(deps, edition)
  const { columns, caption } = table
  const block = tableBlock({ caption, columns, totals: tableTotals(columns, rows) }, rows, now)
  if (rows.every(({ household }) => household === null)) return [block]
  return [
    {
      ...block,
      columns: [{ label: '户号', align: 'left' }, ...block.columns],
      rows: block.rows.map((cells, at) => [rows[at]?.household ?? '—', ...cells]),
      totals: block.totals.map(([label = '', ...cells]) => [label, '', ...cells]),
    },
  ]
}

type Shown = Pick<EditionDoc['pictures'][number], '_id' | 'alt' | 'width' | 'height'>

async function photosOf({ db }: Pick<Deps, 'db'>, pictures: readonly Shown[]): Promise<Block[]> {
  if (pictures.length === 0) return []
  const found = await noticeModels(db)
    .Picture.find({ _id: { $in: pictures.map(({ _id }) => _id) } })
    .lean<PictureDoc[]>()
  const items = await Promise.all(
    pictures.flatMap(({ _id, alt, width, height }) => {
      const picture = found.find((one) => one._id === _id)
      if (!picture) return []
      return asJpeg(toBuffer(picture.data)).then((jpeg) => ({ jpeg, width, height, caption: alt }))
    }),
  )
  return [{ kind: 'photos', items }]
}

const mostPages = 40

/** 单据: each page as members will see it, and who ticked that it is masked, and when. */
async function vouchersOf(deps: Deps, { vouchers }: EditionWork, now: Date): Promise<Block[]> {
  if (!vouchers || vouchers.length === 0) return []
  const pages = vouchers.flatMap((one) => one.pages)
  if (pages.length > mostPages) {
    const message = `单据有 ${pages.length} 页，超过 ${mostPages} 页，审核单印不下，请审核人在电脑上看。`
    throw new AppError('tooLongToPrint', { message })
  }
  const items = vouchers.map(({ name, pages: its, masked }) => ({
    name: its.length > 1 ? `${name}（${its.length} 页）` : name,
    text: masked ? `${masked.by}，${dateTimeText(new Date(masked.at), now)}勾了已遮住` : '还没有人勾已遮住',
  }))
  return [
    { kind: 'heading', text: '单据，只给本村成员看' },
    { kind: 'facts', items },
    ...(await photosOf(
      deps,
      pages.map(({ id, alt, width, height }) => ({ _id: id, alt, width, height })),
    )),
  ]
}

import { randomUUID } from 'node:crypto'
import { type Api, gateFields } from '@hutang/shared'
import { Value } from 'typebox/value'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { UploadedForm } from '../../../http/upload'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { type EditionDoc, noticeModels, type VoucherDoc } from '../notices.model'
import { rowsOf } from '../tables/draft-rows'
import { asDraft } from '../workflow/edit'
import { byLine, refuse, takeStep } from '../workflow/step'
import { type NoticeWork, noticeStore, workingEdition } from '../workflow/store'
import { dropPages, keptPage, pageOf, pagesOf, pageWithBoxes } from './pages'
import { takesVouchers, vouchersOn } from './setting'
import { isExpense, isOfThesePages, mostOfRow, mostVouchers } from './vouchers.rules'

const invalid = (field: string, message: string) =>
  new AppError('invalidFields', { fields: [{ field, message }] })

/** Ties a photo or a PDF to an expense line of the draft. */
export async function addVoucher(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  read: () => Promise<UploadedForm>,
): Promise<NoticeWork> {
  // Before the upload is read: who may not edit need not send it.
  const found = await workingEdition(deps, noticeId)
  refuse('edit', found, actor)
  if (!(await takesVouchers(deps, found)))
    throw invalid('file', '只有财务收支的公开才放单据，这一条请用“图片”。')
  if (!(await vouchersOn(deps, found.region))) throw new AppError('vouchersOff')
  const { file, row, name } = formOf(await read())
  await refuseRow(deps, found, row)
  const { pictures, found: masks } = await pagesOf(file)
  const pages = pictures.map((picture) => keptPage(found, picture, deps.clock.now()))
  const { Picture } = noticeModels(deps.db)
  await Picture.insertMany(pages)
  const voucher = { _id: randomUUID(), row, name, pages: pages.map(pageOf), found: masks, masked: null }
  return keptOrDropped(deps, noticeId, pages, () =>
    change(deps, actor, noticeId, (vouchers) => {
      if (vouchers.length >= mostVouchers) throw invalid('file', `一条公开最多放 ${mostVouchers} 份单据。`)
      if (vouchers.filter((one) => one.row === row).length >= mostOfRow)
        throw invalid('file', `一行最多放 ${mostOfRow} 份单据。`)
      return [...vouchers, voucher]
    }),
  )
}

const longestName = 30
const rowKey = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' } as const

function formOf({ file, fileName, fields }: UploadedForm): { file: string; row: string; name: string } {
  const { row = '', name = '' } = fields
  const problems = [
    ...(file ? [] : [{ field: 'file', message: '单据：请选一张照片或一个 PDF。' }]),
    ...(Value.Check(rowKey, row) ? [] : [{ field: 'row', message: '单据：请从表里的一行点进来。' }]),
    ...(name !== '' && name.length <= longestName
      ? []
      : [{ field: 'name', message: `单据名称：写 1 到 ${longestName} 个字，例：发票。` }]),
    ...gateFields([
      { field: 'file', title: '单据的文件名', text: fileName },
      { field: 'name', title: '单据名称', text: name },
    ]),
  ]
  if (!file || problems.length > 0) throw new AppError('invalidFields', { fields: problems })
  return { file, row, name }
}

async function refuseRow(deps: Deps, edition: EditionDoc, key: string): Promise<void> {
  const row = (await rowsOf(deps, edition)).find((one) => one.key === key)
  if (!row || !edition.table) throw invalid('row', '表里没有这一行，可能刚刚删掉了，请刷新再看。')
  if (!isExpense(edition.table.columns, row.cells))
    throw invalid('row', '这一行不是支出，单据只放在支出的行里。')
}

/** Blacks out parts of a page. The picture is made anew, and whoever ticked it ticks again. */
export async function boxVoucher(
  deps: Deps,
  actor: Actor,
  { id, voucher }: { id: string; voucher: string },
  { page, boxes }: Api['POST /api/notices/:id/vouchers/:voucher/boxes']['body'],
): Promise<NoticeWork> {
  const found = await workingEdition(deps, id)
  refuse('edit', found, actor)
  if (!(await vouchersOn(deps, found.region))) throw new AppError('vouchersOff')
  if (!voucherIn(found, voucher).pages.some(({ _id }) => _id === page)) throw new AppError('voucherNotFound')
  const boxed = await pageWithBoxes(deps, found, page, boxes)
  await noticeModels(deps.db).Picture.create(boxed)
  const work = await keptOrDropped(deps, id, [boxed], () =>
    change(deps, actor, id, (vouchers) =>
      vouchers.map((one) => {
        if (one._id !== voucher) return one
        if (!one.pages.some(({ _id }) => _id === page)) throw new AppError('voucherChanged')
        const pages = one.pages.map((each) => (each._id === page ? pageOf(boxed) : each))
        return { ...one, pages, masked: null }
      }),
    ),
  )
  await dropPages(deps, id, [page])
  return work
}

/** The tick 已遮住, of exactly the pages that were looked at; recorded before it counts. */
export async function tickVoucher(
  deps: Deps,
  actor: Actor,
  { id, voucher }: { id: string; voucher: string },
  { pages, masked }: Api['POST /api/notices/:id/vouchers/:voucher/masked']['body'],
): Promise<NoticeWork> {
  const found = await workingEdition(deps, id)
  refuse('edit', found, actor)
  if (!(await vouchersOn(deps, found.region))) throw new AppError('vouchersOff')
  if (!isOfThesePages(voucherIn(found, voucher), pages)) throw new AppError('voucherChanged')
  const at = deps.clock.now()
  const tick = {
    person: actor.person._id,
    account: actor.account._id,
    by: byLine(actor, found.region, 'write'),
    at,
  }
  if (masked === 'yes') {
    const what = { act: 'voucherMasked', by: actor, region: found.region, subject: voucher } as const
    await recordAct(deps, `${voucher}:${at.toISOString()}`, what)
  }
  return change(deps, actor, id, (vouchers) =>
    vouchers.map((one) => {
      if (one._id !== voucher) return one
      if (!isOfThesePages(one, pages)) throw new AppError('voucherChanged')
      return { ...one, masked: masked === 'yes' ? tick : null }
    }),
  )
}

/** Also while vouchers are switched off: what nobody may see can be taken out. */
export async function removeVoucher(
  deps: Deps,
  actor: Actor,
  { id, voucher }: { id: string; voucher: string },
): Promise<NoticeWork> {
  let gone: string[] = []
  const work = await change(deps, actor, id, (vouchers, edition) => {
    gone = voucherIn(edition, voucher).pages.map(({ _id }) => _id)
    return vouchers.filter(({ _id }) => _id !== voucher)
  })
  await dropPages(deps, id, gone)
  return work
}

function voucherIn({ vouchers = [] }: EditionDoc, id: string): VoucherDoc {
  const voucher = vouchers.find(({ _id }) => _id === id)
  if (!voucher) throw new AppError('voucherNotFound')
  return voucher
}

async function change(
  deps: Deps,
  actor: Actor,
  subject: string,
  next: (vouchers: readonly VoucherDoc[], edition: EditionDoc) => VoucherDoc[],
): Promise<NoticeWork> {
  const step = { actor, subject, verb: 'edit', stamp: null, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found) => ({
    set: { vouchers: next(found.vouchers ?? [], found), ...asDraft },
  }))
  return { ...work, edition }
}

/** Pages that were written for a change that is refused go again. */
async function keptOrDropped(
  deps: Deps,
  notice: string,
  pages: readonly { _id: string }[],
  work: () => Promise<NoticeWork>,
): Promise<NoticeWork> {
  try {
    return await work()
  } catch (problem) {
    if (problem instanceof AppError)
      await dropPages(
        deps,
        notice,
        pages.map(({ _id }) => _id),
      )
    throw problem
  }
}

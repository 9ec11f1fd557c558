import { createHash, randomUUID } from 'node:crypto'
import { accessTo, isHidden, visitor } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { EditionDoc, PictureDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { isFolded, type NoticePlace } from '../reading/concealed'
import { currentNotice, placeOfNotice } from '../reading/current'
import { vouchersOn } from '../vouchers/setting'
import { asDraft } from '../workflow/edit'
import { refuse, takeStep } from '../workflow/step'
import { type NoticeWork, noticeStore, workingEdition } from '../workflow/store'
import { decodePicture } from './image'
import { type TicketKind, ticketHolds } from './ticket'
import type { PictureUpload } from './upload'

export const mostPictures = 9

/** Adds a picture to the draft, which changes its content like any other edit. */
export async function addPicture(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  read: () => Promise<PictureUpload>,
): Promise<NoticeWork> {
  // Before the upload is read: who may not edit need not send it.
  const found = await workingEdition(deps, noticeId)
  refuse('edit', found, actor)
  const { file, alt } = await read()
  const picture = keptPicture(found, await decodePicture(file), deps.clock.now())
  await noticeModels(deps.db).Picture.create(picture)
  const { _id, width, height, sha256 } = picture
  try {
    return await changePictures(deps, actor, noticeId, (pictures) => {
      if (pictures.length >= mostPictures) {
        const message = `图片：一条公开最多放 ${mostPictures} 张。`
        throw new AppError('invalidFields', { fields: [{ field: 'file', message }] })
      }
      return [...pictures, { _id, alt, width, height, sha256 }]
    })
  } catch (problem) {
    if (problem instanceof AppError) await noticeModels(deps.db).Picture.deleteOne({ _id })
    throw problem
  }
}

/** A decoded picture as it is kept with a notice. */
export const keptPicture = (
  { notice, region }: Pick<EditionDoc, 'notice' | 'region'>,
  { data, width, height }: Awaited<ReturnType<typeof decodePicture>>,
  now: Date,
): PictureDoc => ({
  _id: randomUUID(),
  notice,
  region,
  mime: 'image/webp',
  width,
  height,
  sha256: createHash('sha256').update(data).digest('hex'),
  data,
  createdAt: now,
})

export async function removePicture(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  picture: string,
): Promise<NoticeWork> {
  const work = await changePictures(deps, actor, noticeId, (pictures) => {
    if (!pictures.some(({ _id }) => _id === picture)) throw new AppError('attachmentNotFound')
    return pictures.filter(({ _id }) => _id !== picture)
  })
  // A draft's picture is nowhere else; a published edition would still show it.
  const shown = await noticeModels(deps.db).Edition.exists({ notice: noticeId, 'pictures._id': picture })
  if (!shown) await noticeModels(deps.db).Picture.deleteOne({ _id: picture })
  return work
}

async function changePictures(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  change: (pictures: EditionDoc['pictures']) => EditionDoc['pictures'],
): Promise<NoticeWork> {
  const step = { actor, subject: noticeId, verb: 'edit', stamp: null, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found) => ({
    set: { pictures: change(found.pictures), ...asDraft },
  }))
  return { ...work, edition }
}

/** A picture that everyone may see, or one whose ticket holds; anything else is as if it were not there. */
export async function pictureFor(
  deps: Deps,
  id: string,
  ticket: string | undefined,
): Promise<{ picture: PictureDoc; open: boolean }> {
  const picture = await noticeModels(deps.db).Picture.findById(id).lean<PictureDoc>()
  if (!picture) throw new AppError('attachmentNotFound')
  const now = deps.clock.now()
  const place = await placeOfNotice(deps, picture.notice)
  if (place?.notice.state === 'takenDown') throw new AppError('attachmentNotFound')
  if (picture.voucher) {
    if (!(await isVoucherShown(deps, picture, place, ticket))) throw new AppError('attachmentNotFound')
    return { picture, open: false }
  }
  const kind = isHidden(place?.notice.hidden, now) ? 'hidden' : 'restricted'
  const ticketed = ticket !== undefined && ticketHolds(ticket, id, kind, deps.config.secrets.jwt, now)
  const open = await isOpen(deps, id, place)
  if (!open && !ticketed) throw new AppError('attachmentNotFound')
  return { picture, open }
}

/** A page of a voucher is never anybody's: by its ticket alone, while vouchers are switched on and it is shown. */
async function isVoucherShown(
  deps: Deps,
  { _id, region }: PictureDoc,
  place: NoticePlace | null,
  ticket = '',
): Promise<boolean> {
  const now = deps.clock.now()
  const holds = (kind: TicketKind) => ticketHolds(ticket, _id, kind, deps.config.secrets.jwt, now)
  if (isHidden(place?.notice.hidden, now) || !(await vouchersOn(deps, region))) return false
  if (holds('voucherWork')) return true
  if (!holds('voucher') || !place || isFolded(place.notice, place.region, now)) return false
  const current = await currentNotice(deps, place.notice._id, visitor, { place })
  return (current?.edition.vouchers ?? []).some(({ pages }) => pages.some((page) => page._id === _id))
}

async function isOpen(deps: Deps, id: string, place: NoticePlace | null): Promise<boolean> {
  if (!place || isFolded(place.notice, place.region, deps.clock.now())) return false
  const current = await currentNotice(deps, place.notice._id, visitor, { place })
  if (!current?.edition.pictures.some(({ _id }) => _id === id)) return false
  return accessTo(visitor, current.restriction) !== 'title'
}

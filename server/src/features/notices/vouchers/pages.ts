import { open, readFile } from 'node:fs/promises'
import type { BlackBox } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isPdf, picturesOfPdf } from '../../../pdf'
import { toBuffer } from '../../../storage/to-buffer'
import type { EditionDoc, PictureDoc, VoucherDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { blackedOut, decodePicture } from '../pictures/image'
import { keptPicture } from '../pictures/pictures'

export interface ReadPages {
  pictures: { data: Buffer; width: number; height: number }[]
  found: number
}

const headBytes = 1024

/** A photo, or each page of a PDF, as pictures without anything else that the file had. */
export async function pagesOf(file: string): Promise<ReadPages> {
  if (!isPdf(await headOf(file))) return { pictures: [await decodePicture(file)], found: 0 }
  const pages = await picturesOfPdf(await readFile(file))
  return {
    pictures: pages.map(({ data, width, height }) => ({ data: Buffer.from(data), width, height })),
    found: pages.reduce((sum, { masked }) => sum + masked, 0),
  }
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

type Place = Pick<EditionDoc, 'notice' | 'region'>

export const keptPage = (
  place: Place,
  picture: ReadPages['pictures'][number],
  now: Date,
): PictureDoc & { voucher: true } => ({ ...keptPicture(place, picture, now), voucher: true })

export const pageOf = ({ _id, width, height, sha256 }: PictureDoc): VoucherDoc['pages'][number] => ({
  _id,
  width,
  height,
  sha256,
})

/** A page anew, black where the boxes are: what was below is in no byte of it. */
export async function pageWithBoxes(
  deps: Deps,
  place: Place,
  page: string,
  boxes: readonly BlackBox[],
): Promise<PictureDoc> {
  const before = await noticeModels(deps.db).Picture.findById(page).lean<PictureDoc>()
  if (!before) throw new AppError('voucherNotFound')
  return keptPage(place, await blackedOut(toBuffer(before.data), boxes), deps.clock.now())
}

/** Removes pages that no edition has. */
export async function dropPages(deps: Deps, notice: string, pages: readonly string[]): Promise<void> {
  const { Edition, Picture } = noticeModels(deps.db)
  const editions = await Edition.find({ notice }, { vouchers: 1 }).lean<Pick<EditionDoc, 'vouchers'>[]>()
  const shown = new Set(
    editions.flatMap(({ vouchers = [] }) => vouchers.flatMap((one) => one.pages.map(({ _id }) => _id))),
  )
  const unused = pages.filter((page) => !shown.has(page))
  if (unused.length > 0) await Picture.deleteMany({ _id: { $in: unused }, notice })
}

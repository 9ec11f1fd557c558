import type { Metadata, Sharp } from 'sharp'
import { AppError } from '../../../errors'
import { createGate } from '../../../gate'

const longestSide = 1600
const mostPixels = 60_000_000
const mostBytes = 100_000_000
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp']

/** For the whole process: a picture is decoded by one thread, and the pages must have the rest of the machine. */
const gate = createGate({ places: 2, bytes: 120_000_000, waiting: 20, busy: 'picturesBusy' })

type Header = Pick<Metadata, 'format' | 'isProgressive' | 'width' | 'height' | 'depth'>

/**
 * The memory that decoding takes, in bytes, from what the header says: most are read line by line and made smaller at
 * once; a progressive JPEG, an interlaced PNG and a WebP are held whole (measured: 6, 5 and 4 bytes a pixel).
 */
export function decodingBytes({ format, isProgressive, width, height, depth }: Header): number {
  const whole = format === 'webp' || isProgressive === true
  const each = whole ? (depth === 'ushort' ? 10 : 6) : 1
  return width * height * each
}

/**
 * What the bytes of a file are is decided by decoding them. Turned upright by EXIF, then written anew without any
 * metadata: where a photo was taken is personal data. Two at once, so that many pictures take neither all the memory nor
 * the whole machine; throws `invalidImage`, `imageTooLarge` (told from the header alone) or `picturesBusy`.
 */
export async function decodePicture(
  file: string | Buffer,
): Promise<{ data: Buffer; width: number; height: number }> {
  const sharp = await loadSharp()
  const header = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new AppError('invalidImage', { cause })
    })
  if (!formats.includes(header.format)) throw new AppError('invalidImage')
  const bytes = decodingBytes(header)
  if (header.width * header.height > mostPixels || bytes > mostBytes) throw new AppError('imageTooLarge')
  return gate.through(bytes, () => decoded(sharp(file, { limitInputPixels: mostPixels, failOn: 'error' })))
}

/** Its native library takes memory that a process which never sees a picture need not spend. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

export interface Shares {
  x: number
  y: number
  width: number
  height: number
}

/** A kept picture anew, black where the boxes are (in shares of its sides): nothing of what was below is in it. */
export async function blackedOut(
  data: Buffer,
  boxes: readonly Shares[],
): Promise<{ data: Buffer; width: number; height: number }> {
  const sharp = await loadSharp()
  const header = await sharp(data).metadata()
  const { width, height } = header
  const marks = boxes
    .map(
      (box) =>
        `<rect x="${box.x * width}" y="${box.y * height}" width="${box.width * width}" height="${box.height * height}"/>`,
    )
    .join('')
  const cover = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" shape-rendering="crispEdges">${marks}</svg>`,
  )
  return gate.through(decodingBytes(header), async () => {
    const made = await sharp(data)
      .composite([{ input: cover }])
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    return { data: made.data, width: made.info.width, height: made.info.height }
  })
}

async function decoded(image: Sharp): Promise<{ data: Buffer; width: number; height: number }> {
  try {
    const { data, info } = await image
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height }
  } catch (cause) {
    throw new AppError('invalidImage', { cause })
  }
}

/** A kept picture as paper takes it. */
export async function asJpeg(data: Buffer): Promise<Buffer> {
  const sharp = await loadSharp()
  return gate.through(decodingBytes({ ...(await sharp(data).metadata()) }), () =>
    sharp(data).jpeg({ quality: 80 }).toBuffer(),
  )
}

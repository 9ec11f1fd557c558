import type { Sharp } from 'sharp'
import { AppError } from '../../../errors'

const longestSide = 1600
const mostPixels = 60_000_000
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp']

/**
 * What the bytes are is decided by decoding them. Turned upright by EXIF, then written anew without any
 * metadata: where a photo was taken is personal data.
 */
export async function decodePicture(data: Buffer): Promise<{ data: Buffer; width: number; height: number }> {
  // Its native library takes memory that a process which never sees a picture need not spend.
  const { default: sharp } = await import('sharp')
  try {
    const image: Sharp = sharp(data, { limitInputPixels: mostPixels, failOn: 'error' })
    const { format } = await image.metadata()
    if (!formats.includes(format)) throw new AppError('invalidImage')
    const { data: webp, info } = await image
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    return { data: webp, width: info.width, height: info.height }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('invalidImage', { cause })
  }
}

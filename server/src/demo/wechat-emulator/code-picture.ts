import sharp from 'sharp'
import { renderSVG } from 'uqr'
import { VendorError } from './types'

const editions = ['release', 'trial', 'develop']

type Fields = Record<string, unknown>

/** As the vendor says: at most 32 characters of these. */
const sceneFits = /^[A-Za-z0-9!#$&'()*+,/:;=?@\-._~]{1,32}$/

/**
 * A picture in place of the round mini-program code: a QR code of its page and scene, so that it can be read back.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
 */
export function codePicture(
  { scene, page, width = 430, check_path: checked = true, env_version: edition = 'release' }: Fields,
  released: readonly string[] | undefined,
): Promise<Buffer> {
  if (typeof width !== 'number' || typeof checked !== 'boolean')
    throw new VendorError(47001, 'data format error')
  if (typeof scene !== 'string' || !sceneFits.test(scene))
    throw new VendorError(40169, 'invalid length for scene')
  if (!editions.includes(String(edition))) throw new VendorError(40097, 'invalid args')
  const isPage = typeof page === 'string' && !page.startsWith('/') && !page.includes('?')
  // Whatever the edition: it is the released one in which the page is looked for.
  const isThere = !checked || !released || released.includes(String(page))
  if (!isPage || !isThere) throw new VendorError(41030, 'invalid page')
  const size = Math.min(1280, Math.max(280, width))
  return sharp(Buffer.from(renderSVG(`${page}?scene=${scene}`, { border: 2 })))
    .resize(size, size, { kernel: 'nearest' })
    .png({ palette: true })
    .toBuffer()
}

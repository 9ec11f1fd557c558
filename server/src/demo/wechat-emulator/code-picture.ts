import sharp from 'sharp'
import { renderSVG } from 'uqr'
import { VendorError } from './types'

/** As the vendor says: at most 32 characters of these. */
const sceneFits = /^[A-Za-z0-9!#$&'()*+,/:;=?@\-._~]{1,32}$/

/**
 * A picture in place of the round mini-program code: a QR code of its page and scene, so that it can be read back.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
 */
export function codePicture({ scene, page, width }: Record<string, unknown>): Promise<Buffer> {
  if (typeof scene !== 'string' || !sceneFits.test(scene))
    throw new VendorError(40169, 'invalid length for scene')
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?'))
    throw new VendorError(41030, 'invalid page')
  const size = typeof width === 'number' ? Math.min(1280, Math.max(280, width)) : 430
  return sharp(Buffer.from(renderSVG(`${page}?scene=${scene}`, { border: 2 })))
    .resize(size, size, { kernel: 'nearest' })
    .png({ palette: true })
    .toBuffer()
}

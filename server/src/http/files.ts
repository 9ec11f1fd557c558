import type { FastifyReply } from 'fastify'

/** What a file may not be called on the systems of a village office; half a character cannot be encoded. */
const notInNames = /[\\/:*?"<>|\s\p{Cc}\p{Cs}]+/gu
/** In characters: some systems take no longer names. */
const longestName = 80

/** `Content-Disposition`: the name in Chinese, and a plain one for what does not know it (RFC 6266, RFC 5987). */
export function disposition(
  how: 'inline' | 'attachment',
  name: string,
  ending: 'pdf' | 'xlsx' | 'csv',
): string {
  const short = [...name.replace(notInNames, ' ').trim()].slice(0, longestName).join('')
  const encoded = encodeURIComponent(`${short}.${ending}`).replace(/['()*]/g, escape)
  return `${how}; filename="${ending === 'pdf' ? 'paper' : 'table'}.${ending}"; filename*=UTF-8''${encoded}`
}

/** A paper, to be shown and printed at once; kept by nobody on the way. */
export const sendPdf = (reply: FastifyReply, pdf: Buffer, name: string): FastifyReply =>
  reply
    .header('content-disposition', disposition('inline', name, 'pdf'))
    .header('cache-control', 'private, no-store')
    .send(pdf)

import type { FastifyReply } from 'fastify'

/** What a file may not be called on the systems of a village office; half a character cannot be encoded. */
const notInNames = /[\\/:*?"<>|\p{Cc}\p{Cs}]/gu

/** `Content-Disposition` with a Chinese name (RFC 6266, RFC 5987). */
export const disposition = (how: 'inline' | 'attachment', name: string): string => {
  const encoded = encodeURIComponent(name.replace(notInNames, ' ').trim()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename*=UTF-8''${encoded}`
}

/** A paper, to be shown and printed at once; kept by nobody on the way. */
export const sendPdf = (reply: FastifyReply, pdf: Buffer, name: string): FastifyReply =>
  reply
    .header('content-disposition', disposition('inline', `${name}.pdf`))
    .header('cache-control', 'private, no-store')
    .send(pdf)

import sharp from 'sharp'
import type { TestApp } from '../app'

const boundary = 'tenancy'

/** A form with a small picture in it. */
export async function pictureForm(): Promise<{ payload: Buffer; headers: Record<string, string> }> {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a6261d' } })
    .png()
    .toBuffer()
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="alt"\r\n\r\n照片说明\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), picture, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** A picture of a draft: nobody but the office sees it. */
export async function pictureOf(t: TestApp, notice: string, token: string): Promise<string> {
  const { payload, headers } = await pictureForm()
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/notices/${notice}/pictures`,
    payload,
    headers: { ...headers, authorization: `Bearer ${token}` },
  })
  return (answer.json() as { pictures: { id: string }[] }).pictures[0]?.id ?? ''
}

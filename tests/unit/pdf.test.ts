import { writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { picturesOfPdf } from '../../server/src/pdf'
import { boxesOf } from '../../server/src/pdf/masks'
import { pdfOf, updatedPdf } from '../support/pdf-file'

const idCard = '11010519491231002X'
const line = (text: string) => ({ lines: [text] })
const refusal = (pdf: Buffer) =>
  picturesOfPdf(pdf).then(
    () => 'taken',
    (problem: Error) => problem.message,
  )

/** How much of a part of the page is dark. */
async function darkness(data: Uint8Array, top: number, height: number): Promise<number> {
  const { width = 0, height: all = 0 } = await sharp(data).metadata()
  const part = { left: 0, width, top: Math.round(all * top), height: Math.round(all * height) }
  const { channels } = await sharp(await sharp(data).extract(part).png().toBuffer()).stats()
  return 255 - (channels[0]?.mean ?? 255)
}

describe('a PDF', () => {
  it('becomes one picture a page, and nothing else of it is left', async () => {
    const earlier = pdfOf({
      pages: [{ lines: ['EARLIER VERSION'], hidden: 'HIDDEN WORDS' }, line('SECOND')],
      author: 'AUTHOR OF IT',
      attachment: 'ATTACHED TEXT',
    })
    const pages = await picturesOfPdf(updatedPdf(earlier, { lines: ['RECEIPT 128'], hidden: 'HIDDEN WORDS' }))
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [1131, 1600],
      [1131, 1600],
    ])
    for (const { data } of pages) {
      const bytes = Buffer.from(data)
      for (const words of ['EARLIER', 'HIDDEN', 'AUTHOR', 'ATTACHED', 'RECEIPT', '%PDF', 'Producer'])
        expect(bytes.includes(words)).toBe(false)
      expect(await sharp(data).metadata()).toMatchObject({ format: 'webp' })
      const { exif, xmp, icc, iptc } = await sharp(data).metadata()
      expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined])
    }
    const [first] = pages
    if (process.env.SHOW) writeFileSync('/tmp/vv/page.webp', Buffer.from(first?.data ?? []))
    // What is drawn is there; where the hidden words stand, nothing is.
    expect(await darkness(first?.data ?? new Uint8Array(), 0.1, 0.1)).toBeGreaterThan(1)
    expect(await darkness(first?.data ?? new Uint8Array(), 0.84, 0.1)).toBeLessThan(0.1)
  })

  it('has its numbers of people blacked out by the gate, also where they are not drawn', async () => {
    const [page] = await picturesOfPdf(pdfOf({ pages: [{ lines: ['TOTAL 1280', idCard], hidden: idCard }] }))
    expect(page?.masked).toBe(2)
    expect(await darkness(page?.data ?? new Uint8Array(), 0.84, 0.06)).toBeGreaterThan(10)
  })

  it('is refused with a sentence that says why', async () => {
    const ok = pdfOf({ pages: [line('A')] })
    expect(await refusal(Buffer.from('%PDF-1.7 nothing'))).toContain('打不开')
    expect(await refusal(ok.subarray(0, 200))).toContain('打不开')
    expect(await refusal(pdfOf({ pages: [line('A')], encrypted: true }))).toContain('加了密码')
    expect(await refusal(pdfOf({ pages: [line('A')], copies: 10_000 }))).toContain('有 10000 页')
    expect(await refusal(pdfOf({ pages: [line('A')], copies: 21 }))).toContain('最多 20 页')
    expect(await refusal(pdfOf({ pages: [{ lines: ['A'], size: [20_000, 20_000] }] }))).toContain(
      '第 1 页的纸太大',
    )
    expect(await refusal(pdfOf({ pages: [line('A'), { lines: ['B'], size: [2, 900] }] }))).toContain(
      '第 2 页',
    )
    expect(await refusal(ok)).toBe('taken')
  })
})

describe('a hostile PDF', () => {
  const object = (number: number, dictionary: string, data?: Buffer) =>
    Buffer.concat([
      Buffer.from(`${number} 0 obj\n<< ${dictionary}${data ? ` /Length ${data.length}` : ''} >>\n`),
      ...(data ? [Buffer.from('stream\n'), data, Buffer.from('\nendstream\n')] : []),
      Buffer.from('endobj\n'),
    ])
  const page = (more: string) =>
    `/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${more} >>`
  const made = (...last: Buffer[]) =>
    Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      object(1, '/Type /Catalog /Pages 2 0 R'),
      object(2, '/Type /Pages /Count 1 /Kids [3 0 R]'),
      ...last,
      Buffer.from('trailer\n<< /Root 1 0 R /Size 9 >>\n%%EOF\n'),
    ])

  it('that unpacks to hundreds of megabytes ends in a sentence, and the next one is read', async () => {
    const packed = deflateSync(Buffer.alloc(400_000_000, 'q Q '))
    const bomb = made(object(3, page('')), object(4, '/Filter /FlateDecode', packed))
    expect(await refusal(bomb)).toMatch(/。$/)
    expect(await refusal(pdfOf({ pages: [line('A')] }))).toBe('taken')
  })

  it('whose forms draw each other is no end of work', async () => {
    const form = (number: number, next: number) =>
      object(
        number,
        `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${next} 0 R >> >>`,
        Buffer.from('/X Do /X Do'),
      )
    const ring = made(
      object(3, page('/XObject << /X 5 0 R >>')),
      object(4, '', Buffer.from('/X Do')),
      form(5, 6),
      form(6, 5),
    )
    expect(await refusal(ring)).toMatch(/^taken$|。$/)
  })

  it('that is a photograph as well leaves pixels alone', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a00' } })
      .jpeg()
      .toBuffer()
    const both = Buffer.concat([photo, pdfOf({ pages: [{ lines: ['SECRET LINE'] }] })])
    const pages = await picturesOfPdf(both).catch(() => [])
    for (const { data } of pages) expect(Buffer.from(data).includes('SECRET')).toBe(false)
    const { data } = await sharp(await sharp(both).webp().toBuffer()).toBuffer({ resolveWithObject: true })
    expect(data.includes('%PDF')).toBe(false)
  })
})

describe('what is blacked out', () => {
  const piece = (text: string, x: number, y = 0) => ({ text, x, y, width: text.length * 10, height: 20 })

  it('is the piece with the number, or the pieces of a number that was set apart', () => {
    expect(boxesOf([piece('合计', 0), piece('1280.00', 100)])).toEqual([])
    expect(boxesOf([piece('身份证', 0), piece(idCard, 100)])).toHaveLength(1)
    const [head, tail] = [idCard.slice(0, 9), idCard.slice(9)]
    expect(boxesOf([piece('证件', 0), piece(head, 100), piece(tail, 191, 2)])).toHaveLength(2)
    expect(boxesOf([piece(head, 100), piece(tail, 191, 90)])).toEqual([])
  })
})

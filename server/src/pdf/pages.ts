import { join } from 'node:path'
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { boxesOf, type Piece } from './masks'
import { longestPicture, longestSide, mostPages, type PdfPage, refusals } from './pdf-file'
import { Refusal } from './refusal'

/** Pixels of one picture inside a page. */
const mostImagePixels = 40_000_000
const shortestSide = 20

export interface Places {
  /** The folder of pdfjs-dist, for its character maps and fonts. */
  library: string
  /** Drawn where a file does not bring its font along. */
  font: string
}

/** Every page as a picture: what is drawn, and no text, layer, attachment, script or earlier version. */
export async function drawPages(bytes: Uint8Array, places: Places): Promise<PdfPage[]> {
  const document = await opened(bytes, places)
  if (await isProtected(document)) throw new Refusal(refusals.encrypted)
  const { numPages } = document
  if (numPages === 0) throw new Refusal(refusals.empty)
  if (numPages > mostPages) throw new Refusal(refusals.pages(numPages))
  const pages: PdfPage[] = []
  for (let number = 1; number <= numPages; number++) pages.push(await drawn(document, number))
  return pages
}

async function opened(bytes: Uint8Array, { library, font }: Places): Promise<PDFDocumentProxy> {
  const { GlobalFonts } = await import('@napi-rs/canvas')
  for (const family of ['sans-serif', 'serif', 'monospace']) GlobalFonts.registerFromPath(font, family)
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = (name: string) => `${join(library, name)}/`
  try {
    return await getDocument({
      data: bytes,
      cMapUrl: folder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: folder('standard_fonts'),
      wasmUrl: folder('wasm'),
      iccUrl: folder('iccs'),
      disableFontFace: true,
      useSystemFonts: false,
      isEvalSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: mostImagePixels,
      verbosity: VerbosityLevel.ERRORS,
    }).promise
  } catch (problem) {
    const isLocked = problem instanceof Error && problem.name === 'PasswordException'
    throw new Refusal(isLocked ? refusals.encrypted : refusals.broken)
  }
}

async function isProtected(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }))
  return Boolean((info as { EncryptFilterName?: string | null }).EncryptFilterName)
}

async function drawn(document: PDFDocumentProxy, number: number): Promise<PdfPage> {
  const page = await document.getPage(number).catch(() => {
    throw new Refusal(refusals.broken)
  })
  const { width, height } = page.getViewport({ scale: 1 })
  const sides = [width, height]
  if (!sides.every((side) => side >= shortestSide && side <= longestSide))
    throw new Refusal(refusals.size(number))
  const viewport = page.getViewport({ scale: longestPicture / Math.max(width, height) })
  const { createCanvas } = await import('@napi-rs/canvas')
  const canvas = createCanvas(
    Math.max(1, Math.round(viewport.width)),
    Math.max(1, Math.round(viewport.height)),
  )
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  await page
    .render({ canvas: canvas as never, canvasContext: context as never, viewport, background: '#fff' })
    .promise.catch(() => {
      throw new Refusal(refusals.broken)
    })
  const masked = blackOut(context, await piecesOn(page, viewport))
  const data = await encoded(canvas.data(), canvas.width, canvas.height)
  page.cleanup()
  return { data: Uint8Array.from(data), width: canvas.width, height: canvas.height, masked }
}

/** From the bare pixels, so that nothing goes along: no colour profile either. */
async function encoded(pixels: Buffer, width: number, height: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .webp({ quality: 80 })
    .toBuffer()
}

function blackOut(context: SKRSContext2D, pieces: readonly Piece[]): number {
  const boxes = boxesOf(pieces)
  context.resetTransform()
  context.fillStyle = '#000'
  for (const { x, y, width, height } of boxes) context.fillRect(x, y, width, height)
  return boxes.length
}

type Viewport = ReturnType<PDFPageProxy['getViewport']>

/** Also text that is not drawn: over a scanned page it stands where the scan shows the same. */
async function piecesOn(page: PDFPageProxy, viewport: Viewport): Promise<Piece[]> {
  const { items } = await page.getTextContent().catch(() => ({ items: [] }))
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform as number[]
    const size = Math.hypot(c, d) || Math.hypot(a, b)
    const angle = Math.atan2(b, a)
    const along = { x: Math.cos(angle) * item.width, y: Math.sin(angle) * item.width }
    const up = { x: -Math.sin(angle) * size, y: Math.cos(angle) * size }
    const corners = [
      [e, f],
      [e + along.x, f + along.y],
      [e + up.x, f + up.y],
      [e + along.x + up.x, f + along.y + up.y],
    ].map(([x = 0, y = 0]) => viewport.convertToViewportPoint(x, y) as [number, number])
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
    const [x, y] = [Math.min(...xs), Math.min(...ys)]
    return [{ text: item.str, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }]
  })
}

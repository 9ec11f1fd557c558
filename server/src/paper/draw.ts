import PDFDocument from 'pdfkit'
import {
  drawBanner,
  drawFacts,
  drawHeading,
  drawLead,
  drawMasthead,
  drawNews,
  drawParagraphs,
  drawTitle,
} from './blocks'
import { drawClosing } from './closing'
import { drawCutouts } from './cutouts'
import { Flow } from './flow'
import { drawForm } from './form'
import { Ink } from './ink'
import type { Block, Paper } from './paper'
import { drawPhotos } from './photos'
import { smallestScale } from './styles'
import { asksForLandscape, drawTable } from './table'

export interface Drawn {
  pdf: Buffer
  /** Characters that no font has: what was drawn is not to be given to anybody. */
  missing: string[]
}

/** A short paper whose last page would be all but empty is tried again with type that is a little smaller. */
const mostTried = 12

export async function draw(paper: Paper): Promise<Drawn> {
  const drawn = await drawAs(paper, 1)
  if (paper.reading !== 'board' || drawn.pages === 1 || drawn.pages > mostTried) return drawn
  const closer = await drawAs(paper, smallestScale)
  return closer.pages < drawn.pages ? closer : drawn
}

async function drawAs(paper: Paper, scale: number): Promise<Drawn & { pages: number }> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: paper.title,
      Creator: '护塘',
      Producer: '护塘',
      CreationDate: paper.at,
      ModDate: paper.at,
    },
  })
  const parts: Buffer[] = []
  const whole = new Promise<void>((done, fail) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', done)
    doc.on('error', fail)
  })
  const landscape = asksForLandscape(paper, new Ink(doc))
  const flow = new Flow(doc, paper, { landscape, scale })
  for (const block of paper.blocks) drawBlock(flow, block)
  flow.finish()
  doc.end()
  await whole
  return { pdf: Buffer.concat(parts), missing: [...flow.ink.fonts.missing], pages: flow.pages }
}

type Drawing = { [K in Block['kind']]: (flow: Flow, block: Extract<Block, { kind: K }>) => void }

const drawings: Drawing = {
  masthead: drawMasthead,
  title: drawTitle,
  banner: drawBanner,
  lead: drawLead,
  heading: drawHeading,
  facts: drawFacts,
  paragraphs: drawParagraphs,
  table: drawTable,
  news: drawNews,
  photos: drawPhotos,
  closing: drawClosing,
  form: drawForm,
  cutouts: drawCutouts,
}

const drawBlock = <K extends Block['kind']>(flow: Flow, block: Extract<Block, { kind: K }>): void =>
  drawings[block.kind as K](flow, block)

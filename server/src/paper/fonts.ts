import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../paths'

export type Weight = 'regular' | 'bold'

/** What is used of pdfkit's font: fontkit's font inside, and how text becomes glyphs. */
interface EmbeddedFont {
  font: {
    unitsPerEm: number
    ascent: number
    hasGlyphForCodePoint(point: number): boolean
    glyphForCodePoint(point: number): Glyph
  }
  layout(text: string): { glyphs: Glyph[]; positions: Position[]; advanceWidth: number }
}
interface Glyph {
  id: number
  advanceWidth: number
  path: { toSVG(): string }
}
interface Position {
  xAdvance: number
  yAdvance: number
  xOffset: number
  yOffset: number
  advanceWidth: number
}

/** The part of a pdfkit document that fonts need. */
export interface FontHolder {
  registerFont(name: string, file: string): unknown
  font(name: string): unknown
}

export interface Run {
  font: string
  text: string
  /** In ems. */
  width: number
  /** Drawn with a stroke around it: the rare fonts have no bold. */
  thickened: boolean
}

const noto = (folder: string, file: string) =>
  createRequire(join(projectRoot, 'server', 'package.json')).resolve(
    `@expo-google-fonts/noto-sans-sc/${folder}/${file}`,
  )
const rare = (name: string) => join(projectRoot, 'config', 'fonts', name)

const files: Record<string, () => string> = {
  regular: () => noto('400Regular', 'NotoSansSC_400Regular.ttf'),
  bold: () => noto('700Bold', 'NotoSansSC_700Bold.ttf'),
  'rare-jp': () => rare('noto-sans-jp-rare.ttf'),
  'rare-tc': () => rare('noto-sans-tc-rare.ttf'),
}
const chain: Record<Weight, readonly string[]> = {
  regular: ['regular', 'rare-jp', 'rare-tc'],
  bold: ['bold', 'regular', 'rare-jp', 'rare-tc'],
}

/** Where a font of the service lies. */
export const fontFile = (weight: Weight): string => files[weight]?.() ?? ''

/** Marks that say how to show the character before them, and other signs that show nothing. */
const unseen = /[\p{Cf}\p{Mn}\p{Cc}]/gu

/** What is drawn of a text: composed, on one line, without signs that show nothing; a wide space (首行空格) stays. */
export const drawn = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\S\u3000]/g, ' ')
    .replace(unseen, '')

interface Found {
  font: string
  glyph: Glyph
  /** In ems. */
  width: number
}

/** Finds for each character a font that has it; what none has is remembered, and never drawn as a box. */
export class Fonts {
  readonly missing = new Set<string>()
  readonly #doc: FontHolder & { _font?: EmbeddedFont }
  readonly #open = new Map<string, EmbeddedFont>()
  readonly #found = { regular: new Map<number, Found>(), bold: new Map<number, Found>() }

  constructor(doc: FontHolder) {
    this.#doc = doc
    for (const [name, file] of Object.entries(files)) doc.registerFont(name, file())
  }

  /** In ems. */
  width(text: string, weight: Weight): number {
    let width = 0
    for (const character of text) width += this.#of(character, weight).width
    return width
  }

  runs(text: string, weight: Weight): Run[] {
    const runs: Run[] = []
    for (const character of text) {
      const { font, width } = this.#of(character, weight)
      const last = runs.at(-1)
      if (last?.font === font) {
        last.text += character
        last.width += width
      } else runs.push({ font, text: character, width, thickened: weight === 'bold' && font !== 'bold' })
    }
    return runs
  }

  /** The outline of a character in its font's own units, `y` upwards; for pictures, which embed no font. */
  outline(character: string, weight: Weight): { path: string; units: number; width: number } {
    const { font, glyph, width } = this.#of(character, weight)
    return { path: glyph.path.toSVG(), units: this.#font(font).font.unitsPerEm, width }
  }

  #of(character: string, weight: Weight): Found {
    const point = character.codePointAt(0) ?? 0
    const known = this.#found[weight].get(point)
    if (known) return known
    const font = chain[weight].find((name) => this.#font(name).font.hasGlyphForCodePoint(point))
    if (!font) this.missing.add(character)
    const name = font ?? weight
    const glyph = this.#font(name).font.glyphForCodePoint(point)
    const found = { font: name, glyph, width: glyph.advanceWidth / this.#font(name).font.unitsPerEm }
    this.#found[weight].set(point, found)
    return found
  }

  /** Each character is one glyph with its own width: measured as it is drawn, and many times faster than shaping. */
  #font(name: string): EmbeddedFont {
    const known = this.#open.get(name)
    if (known) return known
    this.#doc.font(name)
    const opened = this.#doc._font as EmbeddedFont
    const scale = 1000 / opened.font.unitsPerEm
    opened.layout = (text) => {
      const glyphs = [...text].map((character) =>
        opened.font.glyphForCodePoint(character.codePointAt(0) ?? 0),
      )
      const positions = glyphs.map(({ advanceWidth }) => ({
        xAdvance: advanceWidth * scale,
        yAdvance: 0,
        xOffset: 0,
        yOffset: 0,
        advanceWidth: advanceWidth * scale,
      }))
      return { glyphs, positions, advanceWidth: positions.reduce((sum, one) => sum + one.xAdvance, 0) }
    }
    this.#open.set(name, opened)
    return opened
  }
}

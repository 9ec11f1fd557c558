import { formatOf, type NumberFormat } from '../formats'
import { attribute } from '../xml'
import { readTags } from './package'

/** The number format of each cell style, by its number. */
export function readStyles(xml: string): NumberFormat[] {
  const codes = new Map<number, string>()
  const styles: NumberFormat[] = []
  let inCells = false
  readTags(xml, (name, attributes) => {
    if (name === 'numFmt') {
      codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
    } else if (name === 'cellXfs') inCells = true
    else if (name === 'cellStyles' || name === 'dxfs') inCells = false
    else if (name === 'xf' && inCells) {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      styles.push(formatOf(id, codes.get(id)))
    }
  })
  return styles
}

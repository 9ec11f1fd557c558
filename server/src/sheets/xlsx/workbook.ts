import { type Budget, fullBudget, Grid } from '../grid'
import { refuse } from '../refusal'
import type { Left, ReadFile } from '../sheet-file'
import { attribute, isTrue, xmlText } from '../xml'
import type { Zip } from '../zip'
import { type Relation, readTags, relationsOf } from './package'
import { readStrings } from './strings'
import { readStyles } from './styles'
import { readWorksheet, type Shared } from './worksheet'

interface Listed {
  name: string
  relation: string
  hidden: boolean
}

const mostSheets = 200

/** Reads an .xlsx or .xlsm file. ECMA-376 part 1, 18 */
export function readXlsx(zip: Zip): ReadFile {
  const part = workbookPart(zip)
  const file = zip.read(part)
  if (!file) throw refuse('broken')
  const { listed, is1904 } = sheetsIn(xmlText(file))
  if (listed.length > mostSheets) throw refuse('huge')
  const relations = relationsOf(zip, part)
  const shared: Shared = {
    strings: readPart(zip, relations, 'sharedStrings', readStrings),
    styles: readPart(zip, relations, 'styles', readStyles),
    is1904,
  }
  const budget = fullBudget()
  const read = listed.flatMap((one) => {
    const place = relations.find(({ id }) => id === one.relation)
    if (one.hidden) return { left: [{ what: 'sheet' as const, name: one.name, count: 1 }] }
    // A chart on a sheet of its own holds no cells.
    return place?.type === 'worksheet' ? sheetAt(zip, one.name, place.target, { shared, budget }) : []
  })
  return {
    sheets: read.flatMap((one) => ('sheet' in one ? [one.sheet] : [])),
    left: read.flatMap(({ left }) => left),
  }
}

/** The part that an Office archive is about; whether it is there is another question. */
export function workbookPart(zip: Zip): string {
  const found = relationsOf(zip, '').find(({ type }) => type === 'officeDocument')
  return found?.target ?? 'xl/workbook.xml'
}

function sheetsIn(xml: string): { listed: Listed[]; is1904: boolean } {
  const listed: Listed[] = []
  let is1904 = false
  readTags(xml, (name, attributes) => {
    if (name === 'workbookPr') is1904 = isTrue(attribute(attributes, 'date1904'))
    if (name !== 'sheet') return
    listed.push({
      name: attribute(attributes, 'name') ?? '',
      relation: attribute(attributes, 'id') ?? '',
      hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
    })
  })
  return { listed, is1904 }
}

function readPart<T>(
  zip: Zip,
  relations: readonly Relation[],
  type: string,
  read: (xml: string) => T[],
): T[] {
  const place = relations.find((one) => one.type === type)
  const file = place && zip.read(place.target)
  return file ? read(xmlText(file)) : []
}

function sheetAt(
  zip: Zip,
  name: string,
  part: string,
  { shared, budget }: { shared: Shared; budget: Budget },
) {
  const file = zip.read(part)
  if (!file) throw refuse('broken')
  const grid = new Grid(name, budget)
  readWorksheet(xmlText(file), grid, shared)
  const { sheet, left } = grid.finish()
  return { sheet, left: [...left, ...besides(zip, name, part)] }
}

const anchors = ['twoCellAnchor', 'oneCellAnchor', 'absoluteAnchor']

/** Comments, and pictures or boxes of text that lie over the cells. */
function besides(zip: Zip, name: string, part: string): Left[] {
  const relations = relationsOf(zip, part)
  const count = (type: string, tags: readonly string[]) => {
    let found = 0
    for (const { target } of relations.filter((one) => one.type === type)) {
      const file = zip.read(target)
      if (file) readTags(xmlText(file), (tag) => void (tags.includes(tag) && found++))
    }
    return found
  }
  return [
    { what: 'comments' as const, name, count: count('comments', ['comment']) },
    { what: 'pictures' as const, name, count: count('drawing', anchors) },
  ].filter((one) => one.count > 0)
}

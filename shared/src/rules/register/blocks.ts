import type { RegisterField } from '../../contract/register-imports'
import type { SheetCell } from '../sheet'
import { plain, textOf } from '../sheet/cells'
import { headName, plainGroup } from './normal'
import { type Cells, isTotalRow, personOfRow, type RegisterRow, type Said, saidOf } from './rows'

interface Block extends Said {
  key: string
  /** Who was named 户主 in it, in a column or by the relation. */
  named: string
  people: number
}

export interface RowReaderOptions {
  fields: readonly (RegisterField | null)[]
  labels: readonly string[]
  /** This year. */
  now: number
  /** False: each row is a household, named by its head. */
  people: boolean
}

const nobody: Said = {
  code: '',
  numberAsCode: false,
  head: '',
  group: '',
  area: '',
  line: '',
  estate: '',
  building: '',
}

/** The group that a line over the rows names (第十五组（共35户）); empty where it names none. */
const groupOver = (text: string): string =>
  plainGroup(
    /^(?:第?[\d〇零一二三四五六七八九十百]{1,4}|\p{Script=Han}{1,6})(?:村民)?(?:小组|组|生产队|队)(?=$|[(（:：共])/u.exec(
      plain(text),
    )?.[0] ?? '',
  )

const isHeadOver = (text: string): boolean => headName(text) !== plain(text)

const isOver = (text: string): boolean => groupOver(text) !== '' || isHeadOver(text)

/**
 * Reads rows one after another: a household's number, head and place may stand once, on its first row or in a line
 * of its own above it. A row without a number goes on with the household above it only while nothing says otherwise.
 */
export function createRowReader({ fields, labels, now, people }: RowReaderOptions) {
  const contract = labels.some((label, at) => fields[at] === 'household' && label.includes('承包'))
  const headings = labels.map((label) => label.split('·').at(-1) ?? '')
  const heads = new Map<string, string>()
  let block: Block | null = null
  let place = nobody
  let region = ''
  let township = ''

  /** A line over the rows: a group's name, or a household's. */
  const lineOver = (text: string, row: number): void => {
    const group = groupOver(text)
    if (group !== '') {
      place = { ...nobody, group }
      block = null
    } else if (isHeadOver(text)) {
      block = opened({ ...nobody, head: headName(text), group: place.group }, String(row))
    }
  }

  const opened = (said: Said, row: string): Block => {
    const scope = said.code === '' ? '' : `${region}:${said.code}`
    const known = heads.get(scope)
    const twice = scope !== '' && known !== undefined && said.head !== '' && known !== said.head
    if (scope !== '' && (known === undefined || known === '')) heads.set(scope, said.head)
    const key = said.code === '' ? `#${row}` : twice ? `${said.code}#${row}` : said.code
    return { ...said, key, named: said.head, people: 0 }
  }

  /** Whether the row begins another household than the one above it. */
  const begins = (said: Said, isHead: boolean, name: string): boolean => {
    if (!block) return true
    if (said.code !== '')
      return said.code !== block.code || (isHead && block.named !== '' && block.named !== name)
    if (said.numberAsCode) return true
    if (isHead && block.named !== '' && block.named !== name) return true
    if (isHead && block.people > 0 && block.named === '') return true
    return said.head !== '' && block.named !== '' && said.head !== block.named
  }

  return {
    /** Null for what is nobody: a blank line, a total, a heading again, a line over the rows. */
    read(row: number, values: readonly SheetCell[]): RegisterRow | null {
      const filled = values.flatMap((cell, column) =>
        textOf(cell) === '' ? [] : [{ column, text: textOf(cell) }],
      )
      if (filled.length === 0) return null
      const again = filled.filter(({ column, text }) => text === headings[column]).length
      const texts = filled.map(({ text }) => text)
      if (again * 2 > filled.length || isTotalRow(texts)) return null
      const only = new Set(texts).size === 1 ? filled[0] : undefined
      if (only && values.length > 2 && (fields[only.column] !== 'name' || isOver(only.text))) {
        lineOver(only.text, row)
        return null
      }
      const cells: Cells = {}
      for (const [at, field] of fields.entries()) if (field !== null) cells[field] = values[at] ?? null
      if (!people) cells.name ??= cells.head ?? null
      const here = textOf(cells.region) || region
      if (here !== region) {
        block = null
        place = nobody
      }
      region = here
      township = textOf(cells.township) || township
      const person = personOfRow(row, cells, now)
      const said = saidOf(cells, contract)
      const isHead = person.facts.relation === '户主'
      const name = isHead && said.head === '' ? person.facts.name : said.head
      if (begins(said, isHead, person.facts.name))
        block = opened({ ...said, head: name || said.head }, String(row))
      const own = block as Block
      if (own.named === '' && name !== '') {
        own.named = name
        if (own.key === own.code) heads.set(`${region}:${own.code}`, name)
      }
      own.people += 1
      place = { ...place, group: said.group || place.group }
      for (const field of ['area', 'line', 'estate', 'building'] as const) own[field] ||= said[field]
      own.group ||= said.group || place.group
      const { facts } = person
      if (said.numberAsCode)
        facts.problems.push({
          field: 'household',
          value: '',
          message: `第${row}行户号写的像身份证号，不能当户号，也不保存。`,
        })
      Object.assign(facts, {
        block: own.key,
        code: own.code === '' ? null : own.code,
        twice: own.key !== own.code && own.code !== '',
        head: own.named,
        group: said.group || own.group,
        area: own.area,
        line: own.line,
        estate: own.estate,
        building: own.building,
      })
      return { ...person, region, township }
    },
  }
}

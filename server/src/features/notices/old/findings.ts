import {
  everyKind,
  type FieldProblem,
  type FindingKindName,
  type FindingWayName,
  type Item,
  type Names,
  needsGrounds,
  personalDataInRows,
  personalDataInWords,
  tableProblems,
  type WholeContent,
} from '@hutang/shared'
import { isSure, namesInSummary } from '../workflow/names.rules'

/** What the privacy gate has against a notice, in words that repeat no data. */
export interface GateFinding {
  key: string
  kind: FindingKindName
  field: string
  where: string
  message: string
  row: number | null
  ways: FindingWayName[]
}

interface Checked {
  content: WholeContent
  pictures: readonly { alt: string; seen?: boolean }[]
  /** Somebody stated why names may stand beside illness or relief. */
  grounds: boolean
}

/** From here on a list is each household's own, or all names are masked: what is in a picture nobody masks. */
const maskedFrom = 'M3'
const ownFrom = 'M4'

/** Everything that a new notice of this item would be refused for, and what only eyes can tell. */
export function gateFindings(checked: Checked, item: Item, register: Names | null): GateFinding[] {
  const { content, pictures } = checked
  const { table } = content
  const found = [
    ...personalDataInWords(content, pictures, everyKind).map((one) => ofField('number', one)),
    ...(table
      ? [
          ...tableProblems(table, null).map((one) => ofRow('broken', one)),
          ...personalDataInRows(table.columns, table.rows, everyKind).map((one) => ofRow('number', one)),
        ]
      : []),
    ...namesInSummary(content, pictures, item, register).map((one) => ofField('name', one)),
    ...listsIn(content, item, register),
    ...(checked.grounds || !needsGrounds(content, item) ? [] : [illness]),
    ...unseen(pictures, item),
  ]
  return [...new Map(found.map((one) => [one.key, one])).values()]
}

const places: Readonly<Record<string, string>> = {
  'content.title': '标题',
  'content.plain': '一句话说清',
  'content.elements': '公开要素',
  'content.body': '正文',
  'content.table.caption': '表名',
  'content.table.columns': '列名',
  pictures: '图片的说明',
}

const ofField = (kind: FindingKindName, { field, message, column }: FieldProblem): GateFinding => ({
  ...{ key: [kind, field, column ?? ''].join('|'), kind, field, where: places[field] ?? '内容', row: null },
  // Who it is stands in the text itself, and need not be kept a second time.
  message: message.replace(/“[^”]*”(?=，|也是)/g, ''),
  ways: field === 'content.table.columns' ? ['withoutTable'] : ['mask'],
})

const ofRow = (kind: FindingKindName, { field, message, row, column = '' }: FieldProblem): GateFinding => ({
  ...{ key: [kind, field, row ?? '', column].join('|'), kind, field, message, row: row ?? null },
  where: row === undefined ? '附表' : `附表第 ${row} 行${column === '' ? '' : `“${column}”`}`,
  ways: [
    ...(kind === 'number' ? (['mask'] as const) : []),
    ...(row ? (['withoutRow'] as const) : []),
    'withoutTable',
  ],
})

const illness: GateFinding = {
  ...{ key: 'illness|content.table', kind: 'illness', field: 'content.table', where: '附表', row: null },
  message:
    '姓名和病情、残疾或救助放在一起，人人看得见，不能这样公开（个人信息保护法第二十八条、第五十五条）。',
  ways: ['withoutNames', 'withoutTable'],
}

function listsIn({ body }: WholeContent, { maskLevel }: Item, register: Names | null): GateFinding[] {
  if (maskLevel < ownFrom || !register?.find(body).some(isSure)) return []
  return [
    {
      ...{ key: 'list|content.body', kind: 'list', field: 'content.body', where: '正文', row: null },
      message: '正文里有村民的姓名。这一项每户只看自己家的，名单要放在附表里。',
      ways: ['mask'],
    },
  ]
}

const unseen = (pictures: Checked['pictures'], { maskLevel }: Item): GateFinding[] =>
  maskLevel < maskedFrom || pictures.every(({ seen }) => seen !== false)
    ? []
    : [
        {
          ...{ key: 'picture|pictures', kind: 'picture', field: 'pictures', where: '图片', row: null },
          message: '这一项的姓名要遮住，图片里的遮不了。请看过：图里有名单的，不要放。',
          ways: ['seen', 'withoutPicture'],
        },
      ]

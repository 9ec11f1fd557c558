import type { Cell, Column, Item } from '../../contract/domain'
import type { WholeContent } from '../../contract/editions'

/** Illness, disability, relief and the like: sensitive personal information beside a name (个人信息保护法 28). */
const sensitive =
  /残疾|残障|重病|大病|患病|病情|病种|病人|肿瘤|癌|尿毒|透析|精神病|精神障碍|住院|手术|艾滋|传染病|低保|特困|五保|救助|困难(?:户|家庭|群众|补助|人员|学生|老人|党员|残)|贫困|临时补助|失独|孤儿|留守|困境儿童|优抚|抚恤|慰问|救济|帮扶对象|戒毒|社区矫正|刑满/
const nameLabel = /姓名|户主|户名|申请人|对象|受助人|享受人/

type Rules = Pick<Item, 'maskLevel' | 'audience'>
type Row = { readonly cells: readonly Cell[] }

/** Whether everybody may read the names in a table of the item. */
const isPublic = ({ maskLevel, audience }: Rules): boolean => maskLevel < 'M2' || audience === 'public'

/**
 * Whether a public table puts names beside illness, disability or relief: then somebody has to state the grounds and
 * the assessment of what it does to people before it is handed in (个人信息保护法 28, 55).
 */
export function needsGrounds({ title, table }: Pick<WholeContent, 'title' | 'table'>, item: Rules): boolean {
  if (!table || !isPublic(item)) return false
  const { caption, columns, rows } = table
  const places = columns.flatMap(({ kind, label }, at) =>
    kind === 'name' || nameLabel.test(label) ? [at] : [],
  )
  if (places.length === 0) return false
  const about = [title, caption, ...columns.map(({ label }) => label)].some((text) => sensitive.test(text))
  return rows.some((row) => hasText(row, places) && (about || tellsOf(row, columns)))
}

const isText = (cell: Cell | undefined): cell is string => typeof cell === 'string' && cell.trim() !== ''

const hasText = ({ cells }: Row, places: readonly number[]): boolean => places.some((at) => isText(cells[at]))

// Rows are never changed in place: what one tells need not be looked for again.
const told = new WeakMap<Row, boolean>()

function tellsOf(row: Row, columns: readonly Column[]): boolean {
  const known = told.get(row)
  if (known !== undefined) return known
  const tells = columns.some((_, at) => {
    const cell = row.cells[at]
    return isText(cell) && sensitive.test(cell)
  })
  told.set(row, tells)
  return tells
}

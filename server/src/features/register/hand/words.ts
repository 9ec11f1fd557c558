import { type FieldProblem, gateFields, gateKey, plainName, plainRelation } from '@hutang/shared'
import { AppError } from '../../../errors'

const titles: Readonly<Record<string, string>> = {
  name: '姓名',
  head: '户主',
  relation: '与户主关系',
  group: '组',
  building: '楼号',
  householdCode: '户号',
}

/** Words of a register hold no numbers of people; a name holds no figure at all. */
export function requireWords(texts: Readonly<Record<string, string | null | undefined>>): void {
  const given = Object.entries(texts).flatMap(([field, text]) =>
    text ? [{ field, title: titles[field] ?? field, text }] : [],
  )
  const fields: FieldProblem[] = gateFields(given)
  for (const { field, title, text } of given) {
    const isName = field === 'name' || field === 'head'
    if (isName && (/\d/.test(plainName(text)) || plainName(text) === ''))
      fields.push({ field, message: `${title}：写的不像姓名。` })
  }
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

/** The name of a place holds figures (3号楼), and no number of a person. */
export function requirePlaceWords(texts: { name?: string; keeper?: string; building?: string }): void {
  const fields = gateFields([
    { field: 'name', title: '名称', text: texts.name ?? '' },
    { field: 'keeper', title: '负责人', text: texts.keeper ?? '' },
    { field: 'building', title: '楼号', text: texts.building ?? '' },
  ])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

/** A key is kept with what was done under it. */
export function requireKey(key: string): void {
  const fields = gateKey({ field: 'key', title: '提交编号', text: key })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

export const relationOf = (written: string | null | undefined): string | null =>
  written === null || written === undefined ? null : plainRelation(written)

export const refuse = (field: string, message: string): AppError =>
  new AppError('invalidFields', { message, fields: [{ field, message }] })

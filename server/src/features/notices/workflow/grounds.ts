import {
  type EditionWork,
  type FieldProblem,
  gateFields,
  needsGrounds,
  visibleText,
  type WholeContent,
} from '@hutang/shared'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { EditionDoc } from '../notices.model'
import { byLine } from './step'

type Rules = Parameters<typeof needsGrounds>[1]

/** The grounds as a request states them, with who does and when; an empty text takes them back. */
export function statedGrounds(
  actor: Actor,
  { region, grounds: before }: Pick<EditionDoc, 'region' | 'grounds'>,
  stated: string | undefined,
  now: Date,
): Pick<EditionDoc, 'grounds'> {
  if (stated === undefined) return {}
  const text = visibleText(stated)
  if (text === (before?.text ?? '')) return {}
  const fields = gateFields([{ field: 'grounds', title: '公开的依据', text }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (text === '') return { grounds: null }
  return { grounds: { text, person: actor.person._id, by: byLine(actor, region, 'write'), at: now } }
}

const asked =
  '表里的姓名和病情、残疾或救助放在一起，人人看得见。请写明公开的依据和对当事人的影响，或者改用化名、只留汇总（个人信息保护法第二十八条、第五十五条）。'

/** Why it may not be handed in without grounds. */
export const groundsReasons = (
  { grounds }: Pick<EditionDoc, 'grounds'>,
  content: WholeContent,
  item: Rules,
): FieldProblem[] => (!grounds && needsGrounds(content, item) ? [{ field: 'grounds', message: asked }] : [])

export const groundsView = (
  { grounds }: Pick<EditionDoc, 'grounds'>,
  needed: boolean,
): EditionWork['grounds'] => ({
  needed,
  text: grounds?.text ?? '',
  by: grounds?.by ?? null,
  at: grounds ? grounds.at.toISOString() : null,
})

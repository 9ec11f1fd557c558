import {
  type Change,
  type FieldProblem,
  forbidden,
  gateFields,
  isNeverStored,
  type Names,
  personalDataIn,
  visibleText,
} from '@hutang/shared'
import { AppError } from '../../../errors'
import type { EditionDoc } from '../notices.model'
import { isSure } from './names.rules'

const noteTitle = '更正说明'

/** Before anything is chosen: the 公示期 starts anew unless it is said otherwise. */
const unsaid: Change = { note: '', size: null, displayAnew: true }

/** What a correction says of itself, as a request changes it; a first edition says nothing. */
export function changedChange(
  { editionNo, change: before }: Pick<EditionDoc, 'editionNo' | 'change'>,
  change: Partial<Change> | undefined,
): Pick<EditionDoc, 'change'> {
  if (change === undefined) return {}
  if (editionNo === 1) {
    const fields = [{ field: 'change', message: '第一次公开没有更正说明。' }]
    throw new AppError('invalidFields', { fields })
  }
  return { change: begunChange({ ...(before ?? unsaid), ...change }) }
}

export function begunChange(change: Partial<Change>): Change {
  const fields = gateFields(
    [{ field: 'change.note', title: noteTitle, text: change.note ?? '' }],
    isNeverStored,
  )
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const { note, size, displayAnew } = { ...unsaid, ...change }
  return { note: visibleText(note), size, displayAnew }
}

/** What a correction must say before it is handed in. */
export function changeReasons(
  { change, editionNo }: Pick<EditionDoc, 'change' | 'editionNo'>,
  register: Names | null,
): FieldProblem[] {
  if (editionNo === 1) return []
  const { note, size } = change ?? unsaid
  return [
    ...(visibleText(note) !== ''
      ? personalDataIn(note).map((kind) => ({
          field: 'change.note',
          message: forbidden(noteTitle, kind),
        }))
      : [{ field: 'change.note', message: '还没有写更正说明：用一句话说清哪里错了、现在是什么。' }]),
    ...(register?.find(note).some(isSure)
      ? [{ field: 'change.note', message: `${noteTitle}里有村民的姓名，人人看得见，请换个说法。` }]
      : []),
    ...(size === null
      ? [{ field: 'change.size', message: '还没有选：只改错字，还是内容有变要通知收到过的人。' }]
      : []),
  ]
}

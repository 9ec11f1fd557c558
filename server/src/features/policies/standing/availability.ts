import {
  type Availability,
  dayWords,
  type FieldProblem,
  isPolicyDate,
  type PolicyContent,
  shanghaiDate,
  visibleText,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { Stamp } from '../../notices'
import type { PolicyDoc } from '../policies.model'
import { finishBeside } from './finish'
import { refuseWords, stepBeside } from './step'

/** 额满, 暂停, 恢复申报 or 延期: recorded, and told to who follows it. */
export async function changeAvailability(
  deps: Deps,
  actor: Actor,
  id: string,
  wanted: Availability,
  stamp: Stamp | null,
): Promise<PolicyDoc> {
  const next = { ...wanted, note: visibleText(wanted.note) }
  refuseWords('note', '说明', next.note)
  const today = shanghaiDate(deps.clock.now())
  const policy = await stepBeside(deps, { actor, id, stamp }, ({ availability }, { content }) => {
    const fields = problemsOfExtension(content, next, today)
    const text = changeText(availability, next)
    if (text === '')
      fields.push({
        field: 'state',
        message: '和现在一样，没有改动。要改请选额满、暂停、恢复申报，或填延期到哪天。',
      })
    if (fields.length > 0) throw new AppError('invalidFields', { fields })
    return { verb: 'availability', text, note: next.note, set: { availability: next }, owed: ['status'] }
  })
  return finishBeside(deps, policy)
}

function problemsOfExtension(
  { window, validTo }: PolicyContent,
  { extendedTo }: Availability,
  today: string,
): FieldProblem[] {
  const wrong = (message: string): FieldProblem[] => [{ field: 'extendedTo', message }]
  if (extendedTo === null) return []
  if (!isPolicyDate(extendedTo)) return wrong('延期到哪天，要填一个日期。')
  if (window.kind !== 'dates') return wrong('这条政策没有截止日，不用延期。')
  if (extendedTo <= window.to) return wrong(`原来就到${dayWords(window.to)}，延期要填更晚的一天。`)
  if (extendedTo < today) return wrong('延期的日子已经过去了，请填今天或以后。')
  if (validTo !== null && extendedTo > validTo)
    return wrong(`这条政策的有效期到${dayWords(validTo)}，延期不能超过它；要延长有效期，请更正政策。`)
  return []
}

const stateWords = { open: '恢复申报', spent: '额满，停止申报', paused: '暂停申报' } as const

/** What changes, in words; empty where nothing does. */
function changeText(before: Availability, after: Availability): string {
  return [
    ...(before.state === after.state ? [] : [stateWords[after.state]]),
    ...(before.extendedTo === after.extendedTo
      ? []
      : [after.extendedTo === null ? '取消延期' : `延期到${dayWords(after.extendedTo)}`]),
  ].join('，')
}

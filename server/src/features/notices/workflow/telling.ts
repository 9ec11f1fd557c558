import {
  againText,
  dateTimeText,
  type FieldProblem,
  type Item,
  isOver,
  type Telling,
  type TellingChoice,
  type TellingDraft,
  visitText,
} from '@hutang/shared'
import { AppError } from '../../../errors'
import type { EditionDoc } from '../notices.model'

type Told = Pick<EditionDoc, 'validUntil' | 'visit' | 'againHours'>

/** What a request states of how people are told; what it does not name stays. */
export const statedTelling = ({ validUntil, visit, againHours }: TellingDraft = {}): Partial<Told> => ({
  ...(validUntil === undefined ? {} : { validUntil: validUntil === null ? null : new Date(validUntil) }),
  ...statedChoice({ visit, againHours }),
})

const statedChoice = ({ visit, againHours }: TellingChoice): Partial<Told> => ({
  ...(visit === undefined ? {} : { visit }),
  ...(againHours === undefined ? {} : { againHours }),
})

/** What a correction takes over from what it corrects. */
export const sameTelling = ({ validUntil = null, visit = null, againHours = null }: Told): Told => ({
  validUntil,
  visit,
  againHours,
})

/** Whether 有效至 is over at the time at which it is, or would be, published. */
export function overReason({ validUntil }: Told, at: Date, now: Date): string | null {
  if (!validUntil || !isOver(validUntil, at)) return null
  const until = dateTimeText(validUntil, now)
  return isOver(validUntil, now)
    ? `有效至 ${until} 已经过了，请改成以后的时间，或者不填。`
    : `有效至 ${until} 早于定时发布的时间，发出来就过期了。`
}

export const tellingReasons = (edition: Told, now: Date): FieldProblem[] => {
  const message = overReason(edition, now, now)
  return message ? [{ field: 'telling.validUntil', message }] : []
}

/** What is over when it goes out would mislead: nobody publishes it. */
export function refuseOver(edition: Told, at: Date, now: Date): void {
  const message = overReason(edition, at, now)
  if (message) throw new AppError('wrongState', { message })
}

type About = Pick<Item, 'emergency'>

/** As it was chosen; else on for emergencies, and for what has an end and concerns households. */
export const isVisited = (
  { visit = null, validUntil = null }: Told,
  { emergency }: About,
  namesHouseholds: boolean,
): boolean => visit ?? (emergency || (validUntil !== null && namesHouseholds))

export const tellingView = (edition: Told, item: About, namesHouseholds: boolean): Telling => ({
  validUntil: edition.validUntil?.toISOString() ?? null,
  visit: isVisited(edition, item, namesHouseholds),
  againHours: edition.againHours ?? null,
})

/** What its publisher chooses otherwise, with the words for its history. */
export function chosenTelling(
  edition: Told,
  chosen: TellingChoice = {},
): { set: Partial<Told>; reason?: string } {
  const { visit = null, againHours = null } = edition
  const words = [
    ...(chosen.visit === undefined || chosen.visit === visit ? [] : [visitText(chosen.visit)]),
    ...(chosen.againHours === undefined || chosen.againHours === againHours
      ? []
      : [againText(chosen.againHours)]),
  ]
  return { set: statedChoice(chosen), ...(words.length === 0 ? {} : { reason: words.join('；') }) }
}

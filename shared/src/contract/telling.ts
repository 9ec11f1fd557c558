import { type AgainHours, againChoices } from '../rules/telling'
import { Instant, nullable, object, type Static, Type } from './base'

const Again = Type.Unsafe<AgainHours | null>({
  type: 'integer',
  enum: [...againChoices, null],
  nullable: true,
  title: '没看的再提醒',
  description: 'hours after which who has not read it is told again by another channel; null: nobody is',
})
const Visit = Type.Boolean({
  title: '没收到的上门告诉',
  description: 'whoever no channel reaches is put on the visit list (入户名单)',
})
const ValidUntil = nullable(
  Type.String({
    ...Instant,
    title: '有效至',
    description: 'content: readers see it, and a reviewer approves it; null: for good',
  }),
)

/** How people are told, and until when it holds. Of these only 有效至 is a part of the content. */
export const Telling = object(
  {
    validUntil: ValidUntil,
    visit: Visit,
    againHours: Again,
  },
  { title: 'Telling' },
)

/** What its writer may say of it; `visit` is on by itself for emergencies and for dated matters of households. */
export const TellingDraft = object({
  validUntil: Type.Optional(ValidUntil),
  visit: Type.Optional(Visit),
  againHours: Type.Optional(Again),
})

/** What its publisher may still choose: the approved content stays as it is. */
export const TellingChoice = object({ visit: Type.Optional(Visit), againHours: Type.Optional(Again) })

export type Telling = Static<typeof Telling>
export type TellingDraft = Static<typeof TellingDraft>
export type TellingChoice = Static<typeof TellingChoice>

import { Instant, nullable, object, oneOf, type Static, Type } from './base'
import { Picture } from './domain'

/** What is recorded of an edition's life. */
export const transitionVerbs = [
  'create',
  'correct',
  'edit',
  'submit',
  'approve',
  'return',
  'schedule',
  'cancel',
  'publish',
  'handOver',
] as const

export type TransitionVerb = (typeof transitionVerbs)[number]

/** What may be done with an edition, in the order of a screen's buttons. */
export const workVerbs = [
  'edit',
  'submit',
  'approve',
  'return',
  'publish',
  'schedule',
  'cancel',
  'correct',
  'discard',
] as const

export const Transition = object({
  verb: oneOf(transitionVerbs),
  by: Type.String({ description: 'name and role, in words' }),
  at: Instant,
  reason: nullable(Type.String()),
  paper: Type.Optional(
    object(
      {
        by: Type.String({
          description: 'who photographed the sheet and handed it in: name and role, in words',
        }),
        picture: nullable(Picture),
      },
      { description: '线下审核: a printed sheet was signed' },
    ),
  ),
})

export const Ability = object({
  verb: oneOf(workVerbs),
  allowed: Type.Boolean(),
  failureReasons: Type.Array(
    Type.String({ description: 'Chinese sentences, shown beside the disabled button' }),
  ),
})

export type Ability = Static<typeof Ability>
export type WorkVerb = Ability['verb']

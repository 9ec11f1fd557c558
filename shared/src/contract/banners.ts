import { Instant, nullable, object, oneOf, type Static, Type } from './base'

export const bannerKinds = ['withdrawn', 'hidden', 'shownAgain', 'takenDown', 'folded', 'backfilled'] as const

/** What stands above a notice that has ended, or is being looked at. */
export const Banner = object({
  kind: oneOf(bannerKinds),
  text: Type.String({ description: 'whole Chinese sentences' }),
  reason: nullable(Type.String()),
  by: nullable(Type.String({ description: 'name and role, or the body, in words' })),
  at: nullable(Instant),
  until: nullable(Instant),
})

export type Banner = Static<typeof Banner>

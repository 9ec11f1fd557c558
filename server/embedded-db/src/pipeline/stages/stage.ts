import type { Steps } from '../../engine/steps'
import type { Doc } from '../../values/values'

/** Reads documents for stages that need those of other collections. */
export type Source = (collection: string, filter: Doc) => Steps<Doc[]>

export type Run = (docs: Doc[], source: Source) => Doc[] | Steps<Doc[]>

/** Understands or refuses the specification of a stage. */
export type Stage = (spec: unknown) => Run

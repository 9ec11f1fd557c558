import type { Steps } from '../../engine/steps'
import type { Doc } from '../../values/values'
import type { Scope } from '../expressions/scope'

/** Reads documents for stages that need those of other collections. */
export interface Source {
  read(collection: string, filter: Doc): Steps<Doc[]>
}

export type Run = (docs: Doc[], source: Source) => Doc[] | Steps<Doc[]>

/** Where a stage stands, for those that may not stand everywhere. */
export interface StagePlace {
  scope: Scope
  index: number
  inside: 'top' | '$lookup' | '$unionWith' | '$facet'
  /** The stage whose own pipeline this is. */
  within: '$lookup' | '$unionWith' | '$facet' | undefined
  /** The pipeline has no collection to read from. */
  sourceless: boolean
  depth: number
}

export type Stage = (spec: unknown, place: StagePlace) => Run

import { mayApply, type WindowState, type WindowStatus } from '@hutang/shared'
import type { PublishedPolicy } from '../policies'

/** How a policy stands for an enterprise: what is remembered, to see later what has changed. */
export interface Standing {
  policy: string
  edition: number
  outcome: 'eligible' | 'possible' | 'received'
  state: WindowState
  closesOn: string | null
}

export const standingOf = (
  { _id, head }: Pick<PublishedPolicy, '_id' | 'head'>,
  outcome: Standing['outcome'],
  { state, closesOn }: Pick<WindowStatus, 'state' | 'closesOn'>,
): Standing => ({ policy: _id, edition: head.editionNo, outcome, state, closesOn })

export const isOpen = ({ state }: Pick<Standing, 'state'>): boolean => mayApply({ state } as WindowStatus)

/** It can be applied for now, or will be. */
export const isAlive = (standing: Pick<Standing, 'state'>): boolean =>
  isOpen(standing) || standing.state === 'notYet'

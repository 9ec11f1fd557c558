import type { Channel } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import type { Stops } from './stops'

/** The steps of a delivery in their order; docs/adr/0006-push.md says what each letter does. */
export type Step = 'match' | 'a' | 'b' | 'c' | 'r' | 'd' | 'e' | 'f' | 'g' | 'h'

export interface Context {
  deps: Deps
  channel: Channel
  stops: Stops
  /** Called when a step is done; a worker may die at any of them. */
  reached(step: Step): void | Promise<void>
}

/** Longer than any one step; a worker that takes longer has lost its place to whoever sweeps. */
export const leaseMs = 60_000

export const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs)

/** What the log says of work that failed. */
export const leftToNextPoll = 'push: one of many failed'

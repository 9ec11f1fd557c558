import type { Channel, ChannelName } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import type { Pace } from './pace'
import type { Queue } from './queue'
import type { Stops } from './stops'
import type { Waves } from './waves'

/** The steps of a batch in their order; docs/adr/0006-push.md says what each letter does. */
export type Step = 'match' | 'a' | 'b' | 'c' | 'r' | 'd' | 'e' | 'f' | 'g' | 'h'

export interface Context {
  deps: Deps
  /** Of this installation. */
  channels: readonly Channel[]
  stops: Stops
  queue: Queue
  pace: Pace
  waves: Waves
  /** How many calls are made side by side. */
  atOnce: number
  /** The process ends: what has not begun does not begin. */
  ending(): boolean
  /** Called when a step of a batch is done, and after each call; a worker may die at any of them. */
  reached(step: Step): void | Promise<void>
}

/** Longer than any one step; a worker that takes longer has lost its place to whoever sweeps. */
export const leaseMs = 60_000

export const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs)

/** A call that has not begun by half of the lease is not made: the other half is for its answer. */
export const beginBy = (startedAt: Date): Date => new Date(startedAt.getTime() + leaseMs / 2)

/** What the log says of work that failed. */
export const leftToNextPoll = 'push: one of many failed'

export const channelIn = (channels: readonly Channel[], name: ChannelName): Channel | undefined =>
  channels.find((channel) => channel.name === name)

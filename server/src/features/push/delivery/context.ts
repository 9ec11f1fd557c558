import type { Channel } from '../../../channels/channel'
import type { WechatMessage } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import type { ChannelGate } from './gate'

/** The steps of PUSH.md, in their order. `r`: a grant is reserved, between c and d. */
export type Step = 'match' | 'a' | 'b' | 'c' | 'r' | 'd' | 'e' | 'f' | 'g' | 'h'

export interface Context {
  deps: Deps
  wechat: Channel<WechatMessage>
  gate: ChannelGate
  /** Called when a step is done; a worker may die at any of them. */
  reached(step: Step): void | Promise<void>
}

/** Longer than any one step; a worker that takes longer has lost its place to whoever sweeps. */
export const leaseMs = 60_000

export const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs)

import type { Connection } from 'mongoose'
import type { WeChatClient } from './channels/wechat'
import type { Clock } from './clock'
import type { Config } from './config'
import type { Feature } from './feature'
import type { Log } from './log'
import type { Signal } from './signal'
import type { Marks } from './storage/marks'

/** What features are given, made once at the start and never changed; nothing else is global. */
export interface Deps {
  readonly config: Config & { demo: boolean }
  readonly clock: Clock
  readonly db: Connection
  /** What changed, for whoever keeps answers in memory. */
  readonly marks: Marks
  readonly wechat: WeChatClient
  /** There is work for the sender; without it the one-second poll finds the work. */
  readonly work: Signal
  /** Every feature, for what all of them are asked: whose person moved, what a profile shows. */
  readonly features: readonly Feature[]
  readonly log: Log
}

import type { Deps } from '../../../deps'

export interface PushEngine {
  /** There is work: look now, not at the next second. */
  wake(): void
  /** Everything that is due now. */
  runOnce(): Promise<void>
  /** Looks once a second: the way another process learns of work. */
  start(): void
  stop(): Promise<void>
}

export function createPushEngine(_deps: Deps): PushEngine {
  return { wake() {}, async runOnce() {}, start() {}, async stop() {} }
}

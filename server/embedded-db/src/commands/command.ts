import type { Engine } from '../engine/engine'
import type { Steps } from '../engine/steps'
import type { Backups } from '../process/backups'
import type { ExpiryMonitor } from '../process/expiry-monitor'
import type { Doc } from '../values/values'
import type { Cursors } from './cursors'

export interface CommandContext {
  engine: Engine
  cursors: Cursors
  backups?: Backups | undefined
  monitor?: ExpiryMonitor | undefined
  database: string
  now: Date
  /** Writes are not held to the validator of their collection. */
  bypass?: boolean
}

export type Command = (command: Doc, context: CommandContext) => Doc | Steps<Doc>

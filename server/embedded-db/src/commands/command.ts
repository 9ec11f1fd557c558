import type { Engine } from '../engine/engine'
import type { Steps } from '../engine/steps'
import type { Backups } from '../process/backups'
import type { Doc } from '../values/values'
import type { Cursors } from './cursors'

export interface CommandContext {
  engine: Engine
  cursors: Cursors
  backups?: Backups | undefined
  database: string
  now: Date
}

export type Command = (command: Doc, context: CommandContext) => Doc | Steps<Doc>

import type { DraftContent, EditionWork } from '@hutang/shared/contract'
import type { ApiError } from '../../api/errors'
import type { Clash, ContentKey } from './merge'

export type Patch = Partial<DraftContent>

/** What is stored on the phone until the server has it: the draft as last read, and as it is on the screen. */
export interface Kept {
  revision: number
  base: DraftContent
  mine: DraftContent
}

export interface DraftPorts {
  send(patch: Patch, revision: number, key: string): Promise<EditionWork>
  read(): Promise<EditionWork>
  /** Stores on the phone what is not saved yet, null to remove it; false if the phone could not. */
  keep(kept: Kept | null): boolean
  newKey(): string
  now(): number
  /** Runs `run` after `ms` milliseconds; calling what it returns cancels that. */
  later(run: () => void, ms: number): () => void
  /** Fields that must not be sent yet: the server refuses a table that has problems. */
  unfit(content: DraftContent): ContentKey[]
}

export interface DraftState {
  work: EditionWork
  content: DraftContent
  status: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'held'
  savedAt: number | undefined
  error: ApiError | undefined
  clashes: Clash[]
  /** Whether the phone's storage holds what the server does not have yet. */
  kept: boolean
}

/** One write on its way, sent again as it is until it has an answer. */
export interface Intent {
  patch: Patch
  revision: number
  key: string
}

import type { DraftContent, EditionWork, RowChange } from '@hutang/shared/contract'
import type { ApiError } from '../../api/errors'
import type { Content, Row } from '../table/rows'
import type { Clash, ContentKey } from './merge'

export type Patch = Partial<DraftContent>

/** What is stored on the phone until the server has it: words as last read and as they are on the screen. */
export interface Kept {
  revision: number
  base: DraftContent
  mine: DraftContent
  /** What this phone changed of the rows, and what stood there before: not the rows themselves, of which there may be thousands. */
  rows: { changes: RowChange[]; was: Row[] } | null
}

/** One request: words, or a page of rows; sent again as it is until it has an answer. */
export type Write = { patch: Patch } | { changes: RowChange[] }

export interface Intent {
  write: Write
  revision: number
  key: string
}

export interface DraftPorts {
  send(write: Write, revision: number, key: string): Promise<EditionWork>
  read(): Promise<{ work: EditionWork; content: Content }>
  /** Stores on the phone what is not saved yet, null to remove it; false if the phone could not. */
  keep(kept: Kept | null): boolean
  newKey(): string
  now(): number
  /** Runs `run` after `ms` milliseconds; calling what it returns cancels that. */
  later(run: () => void, ms: number): () => void
  /** Fields that must not be sent yet: the server refuses a table that has problems. */
  unfit(content: Content): ContentKey[]
}

export interface DraftState {
  work: EditionWork
  content: Content
  status: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'held'
  /** Rows that are still to be sent, while there are more than one request takes. */
  rowsLeft: number
  savedAt: number | undefined
  error: ApiError | undefined
  clashes: Clash[]
  /** Whether the phone's storage holds what the server does not have yet. */
  kept: boolean
}

import type { ReadFile } from '@hutang/shared'

export interface SheetFile {
  name: string
  bytes: Uint8Array
}

/** Of what was not taken, one kind in one sheet. */
export type Left = ReadFile['left'][number]
export type { ReadFile }

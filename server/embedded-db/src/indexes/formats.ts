import type { Database } from '../engine/database'

/*
 * The format of the file, which stands in its `user_version` (sqlite.org/pragma.html#pragma_user_version). A program
 * refuses a format that it does not know, see `process/files.ts`.
 */
export const FORMAT = 3
/** Of collections that are capped or have a validator: a program that knows none of this would break their rules. */
export const BINDING_FORMAT = 4
export const NEWEST_FORMAT = BINDING_FORMAT

export function raiseFormat(db: Database, format: number): void {
  const [held] = db.all<[number]>('PRAGMA user_version')
  if ((held?.[0] ?? 0) < format) db.exec(`PRAGMA user_version=${format}`)
}

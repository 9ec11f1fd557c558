import type { AuditKind } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { cursorOf, positionOf } from '../../http/cursor'
import { type AuditDoc, auditModels } from './audit.model'

export interface AuditQuery {
  kind?: AuditKind | undefined
  region?: string | undefined
  /** Instants of the ISO form; `from` is within, `until` is not. */
  from?: string | undefined
  until?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

const pageSize = 20

/** Newest first. */
export async function auditPage(
  db: Connection,
  { kind, region, from, until, cursor, limit = pageSize }: AuditQuery,
): Promise<{ entries: AuditDoc[]; next?: string }> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const at = {
    ...(from === undefined ? {} : { $gte: new Date(from) }),
    ...(until === undefined ? {} : { $lt: new Date(until) }),
  }
  const found = await auditModels(db)
    .Audit.find({
      ...(kind ? { kind } : {}),
      ...(region ? { region } : {}),
      ...(from === undefined && until === undefined ? {} : { at }),
      ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] } : {}),
    })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean<AuditDoc[]>()
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return {
    entries,
    ...(found.length > limit && last ? { next: cursorOf({ at: last.at, id: last._id }) } : {}),
  }
}

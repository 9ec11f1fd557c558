import type { Database } from '../engine/database'
import { jsonPath } from '../planner/planner-paths'
import { HELD_ARRAY, HELD_OBJECT, HELD_ODD } from '../values/codec'
import { MAY_BE_ODD } from '../values/scalars'
import { type Collection, watchedPaths } from './collection'
import type { IndexSpec } from './index-spec'

/** Where there are too many paths to follow them all, those of indexes count as anything until a build has looked. */
export function learn(db: Database, collection: Collection, spec: IndexSpec): void {
  const { shapes, table } = collection
  if (!shapes.overflow) return
  const odd = db.all(`SELECT 1 FROM ${table} WHERE ${MAY_BE_ODD} LIMIT 1`).length > 0 ? HELD_ODD : 0
  for (const path of watchedPaths(spec)) {
    if (shapes.watched.has(path)) continue
    const types = db.all<[string | null]>(`SELECT DISTINCT json_type(doc, ${jsonPath(path)}) FROM ${table}`)
    const held = types.map(([type]) => (type === 'array' ? HELD_ARRAY : type === 'object' ? HELD_OBJECT : 0))
    shapes.watched.add(path)
    shapes.held.set(
      path,
      held.reduce<number>((a, b) => a | b, odd),
    )
  }
  shapes.changed = true
}

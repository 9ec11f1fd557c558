import { statSync } from 'node:fs'
import { refuseForeign, StorageError } from '@hutang/embedded-db'
import Libsql from 'libsql'

export interface BackupFacts {
  /** Documents by collection. */
  collections: Record<string, number>
  /** The ids of the keys that sealed something in it (see sealPhone): without them that stays unreadable. */
  keys: string[]
}

const damaged = (file: string, why: string) =>
  new StorageError('BACKUP_DAMAGED', `备份文件 ${file} 不能用：${why}。请换一个备份。`)

// Key id, nonce and tag of AES-256-GCM as `key.nonce.tag.text`.
const SEALED = /"([0-9a-f]{8})\.[\w-]{16}\.[\w-]{22}\.[\w-]+"/g
const PIECE = 1000

/** Looks at the beginning of a file only: it may be somebody's only copy. */
export function refuseNoBackup(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new StorageError('BACKUP_MISSING', `找不到备份文件 ${file}，请检查路径。`)
  if (found.size === 0) throw damaged(file, '它是空的')
  try {
    refuseForeign(file)
  } catch (error) {
    throw damaged(file, REASONS[error instanceof StorageError ? error.code : ''] ?? '它不是数据库文件')
  }
}

const REASONS: Record<string, string> = {
  DATA_FILE_FOREIGN: '它属于别的程序',
  DATA_FILE_NEWER: '它由更新的版本写成，请用那个版本恢复',
}

/** Reads a backup from end to end; throws when it is damaged or not one of ours, by the name that its owner knows. */
export function inspectBackup(file: string, named = file): BackupFacts {
  refuseNoBackup(file)
  const db = new Libsql(file, { readonly: true })
  try {
    return read(db, named)
  } catch (error) {
    throw error instanceof StorageError ? error : damaged(named, (error as Error).message)
  } finally {
    db.close()
  }
}

/** What was to take the place of another is cleared away at the first start; older files have nothing of the kind. */
function kept(db: Libsql.Database): string {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'catalog_temporary'").all()
  return known.length === 0 ? '' : ' WHERE id NOT IN (SELECT id FROM catalog_temporary)'
}

function read(db: Libsql.Database, file: string): BackupFacts {
  const [check] = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
  if (check?.integrity_check !== 'ok') throw damaged(file, '完整性检查没有通过')
  const collections: Record<string, number> = {}
  const keys = new Set<string>()
  const rows = db.prepare(`SELECT id, ns FROM catalog_collections${kept(db)} ORDER BY ns`).all() as {
    id: number
    ns: string
  }[]
  for (const { id, ns } of rows) {
    collections[ns] = 0
    const piece = db.prepare(`SELECT rid, doc FROM c${id} WHERE rid > ? ORDER BY rid LIMIT ${PIECE}`)
    let last = 0
    for (;;) {
      const found = piece.all([last]) as { rid: number; doc: string }[]
      for (const { rid, doc } of found) {
        last = rid
        for (const [, key] of doc.matchAll(SEALED)) if (key !== undefined) keys.add(key)
      }
      collections[ns] += found.length
      if (found.length < PIECE) break
    }
  }
  return { collections, keys: [...keys].sort() }
}

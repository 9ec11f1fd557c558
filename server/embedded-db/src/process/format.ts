import type { Database } from '../engine/database'
import { isDiskFull, MongoError } from '../errors'
import { parseIndex } from '../indexes/index-spec'
import { decodeDocument, TAG } from '../values/codec'
import { StorageError } from './storage-error'

/*
 * The format of the file, which stands in its `user_version` (sqlite.org/pragma.html#pragma_user_version). A program
 * refuses a format that it does not know.
 */
export const FORMAT = 5
/** The last full version wrote 3 and 4: the same tables, in which more could stand. */
const FULL_FORMATS = [3, 4]

/** What `create` could be told of a collection, with the words of the refusal. */
const OPTIONS: Record<string, string> = {
  capped: '固定大小的集合',
  clusteredIndex: '聚簇集合',
  collation: '带排序规则的集合',
}

/** Whether a file may be opened, by the format in its header. */
export function refuseFormat(file: string, format: number): void {
  if (format > FORMAT)
    throw new StorageError(
      'DATA_FILE_NEWER',
      `数据文件 ${file} 由更新的版本写成。请使用那个版本，或用备份恢复。`,
    )
  if (format !== FORMAT && !FULL_FORMATS.includes(format))
    throw new StorageError(
      'DATA_FILE_OLDER',
      `数据文件 ${file} 由很早的版本写成，请先用带 embedded-db-full 标签的版本启动一次，再换回本版。`,
    )
}

/** Brings a file of the full version to this format, once; refuses what this version would not understand. */
export function bringUp(db: Database, file: string): void {
  const [version] = db.all<[number]>('PRAGMA user_version')
  if (version?.[0] === FORMAT) return
  const found = unsupported(db)
  if (found !== undefined)
    throw new StorageError(
      'DATA_FILE_UNSUPPORTED',
      `数据文件 ${file} 里有本版不再支持的内容（${found}），未作任何改动；请用带 embedded-db-full 标签的版本打开它，删去这一内容或用 npm run export 搬到 MongoDB。`,
    )
  try {
    db.exec(`DROP TABLE IF EXISTS catalog_temporary; PRAGMA user_version=${FORMAT}`)
  } catch (error) {
    // A full disk can still be read; the next start tries again.
    if (!isDiskFull(error)) throw error
  }
}

/** The first thing that this version would not understand, in words. */
function unsupported(db: Database): string | undefined {
  // A file that was hardly begun, or not used since, has not all of these.
  const tables = new Set(db.all<[string]>('SELECT name FROM sqlite_master').map(([name]) => name))
  const rows = <Row extends unknown[]>(table: string, sql: string) =>
    tables.has(table) ? db.all<Row>(sql) : []
  const collections = rows<[number, string]>(
    'catalog_collections',
    'SELECT id, ns FROM catalog_collections ORDER BY ns',
  )
  const options = new Map(
    rows<[number, string]>('catalog_options', 'SELECT collection, options FROM catalog_options'),
  )
  const temporary = new Set(
    rows<[number]>('catalog_temporary', 'SELECT id FROM catalog_temporary').map(([id]) => id),
  )
  for (const [id, ns] of collections) {
    const [option] = Object.keys(JSON.parse(options.get(id) ?? '{}') as object)
    const what =
      (temporary.has(id) ? '没有写完的 $out' : undefined) ??
      (option === undefined ? undefined : (OPTIONS[option] ?? '集合的校验规则')) ??
      indexIn(db, id) ??
      valueIn(db, id)
    if (what !== undefined) return `${ns}：${what}`
  }
  return undefined
}

function indexIn(db: Database, collection: number): string | undefined {
  for (const [text] of db.all<[string]>('SELECT spec FROM catalog_indexes WHERE collection = ?', [
    collection,
  ])) {
    try {
      parseIndex(decodeDocument(text))
    } catch (error) {
      if (!(error instanceof MongoError)) throw error
      const { name } = JSON.parse(text) as { name?: unknown }
      return `索引 ${String(name)}`
    }
  }
  return undefined
}

/** Only texts with something tagged can hold such a value; a text of somebody's own may look like it. */
function valueIn(db: Database, collection: number): string | undefined {
  const candidates = `SELECT rid FROM c${collection} WHERE doc GLOB '*${TAG}[:;<=>]*' OR instr(doc, '"${TAG}":[') > 0`
  for (const [rid] of db.all<[number]>(candidates)) {
    const [row] = db.all<[string]>(`SELECT doc FROM c${collection} WHERE rid = ?`, [rid])
    try {
      decodeDocument(row?.[0] ?? '{}')
    } catch (error) {
      if (!(error instanceof MongoError)) throw error
      return '不再支持的数据类型，例如 decimal、timestamp 或正则表达式'
    }
  }
  return undefined
}

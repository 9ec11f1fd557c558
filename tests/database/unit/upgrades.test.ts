import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Database } from '../../../server/embedded-db/src/engine/database'
import { Engine } from '../../../server/embedded-db/src/engine/engine'

let folder: string
let db: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hu-'))
  db = new Database(join(folder, 'data.sqlite'))
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const CATALOG = [
  'CREATE TABLE catalog_collections (id INTEGER PRIMARY KEY AUTOINCREMENT, ns TEXT UNIQUE NOT NULL, shapes TEXT NOT NULL)',
  'CREATE TABLE catalog_indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec TEXT NOT NULL)',
  'CREATE TABLE catalog_sides (id INTEGER PRIMARY KEY, path TEXT NOT NULL)',
  `INSERT INTO catalog_collections VALUES (1, 'test.c', '{"tags":2}')`,
  `INSERT INTO catalog_indexes VALUES
   (1, 1, '{"v":2,"key":{"tags":1},"name":"tags_1"}'), (2, 1, '{"v":2,"key":{"no":1},"name":"no_1","unique":\u{10FFFF}}')`,
]
const TRUE = JSON.stringify('\u{10FFFF}81')
const side = (elements: string) => [
  "INSERT INTO catalog_sides VALUES (1, 'tags')",
  'CREATE TABLE m1 (k NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID',
  'CREATE INDEX m1r ON m1(r)',
  elements,
  `CREATE TRIGGER t1i AFTER INSERT ON c1 BEGIN INSERT INTO m1 SELECT DISTINCT e.value, NEW.rid FROM json_each(NEW.doc, '$."tags"') AS e WHERE e.atom IS NOT NULL; END`,
  'CREATE TRIGGER t1d AFTER DELETE ON c1 BEGIN DELETE FROM m1 WHERE r = OLD.rid; END',
]
const ELEMENTS = `INSERT INTO m1 SELECT DISTINCT e.value, c.rid FROM c1 AS c, json_each(c.doc, '$."tags"') AS e`
const ROWS = `(1, 1, '{"_id":1,"no":"a","tags":["x","y"]}'), (2, 2, '{"_id":2,"no":"b","tags":"y"}')`

const FORMATS: Record<string, string[]> = {
  'format 1, indexes of expressions': [
    'CREATE TABLE c1 (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)',
    `INSERT INTO c1 (rid, id, doc) VALUES ${ROWS}`,
    `CREATE INDEX x1 ON c1(json_extract(doc,'$."tags"'))`,
    `CREATE UNIQUE INDEX x2 ON c1(json_extract(doc,'$."no"'))`,
    ...side(ELEMENTS),
  ],
  'format 2, columns and tables kept by triggers': [
    'CREATE TABLE catalog_columns (collection INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (collection, path))',
    "INSERT INTO catalog_columns VALUES (1, 'tags', 'k0'), (1, 'no', 'k1')",
    'CREATE TABLE c1 (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL, k0, k1)',
    `INSERT INTO c1 (rid, id, doc) VALUES ${ROWS}`,
    `UPDATE c1 SET k0 = json_extract(doc,'$."tags"'), k1 = json_extract(doc,'$."no"')`,
    'CREATE INDEX x1 ON c1(k0)',
    'CREATE UNIQUE INDEX x2 ON c1(k1)',
    "CREATE UNIQUE INDEX x2n ON c1(ifnull(k1, x'00')) WHERE (k1 IS NULL)",
    ...side(ELEMENTS),
    'CREATE TRIGGER t1u AFTER UPDATE OF k0 ON c1 WHEN NEW.k0 IS NOT OLD.k0 BEGIN DELETE FROM m1 WHERE r = OLD.rid; END',
  ],
}

describe('a file of an older format', () => {
  it.each(Object.entries(FORMATS))('%s: opens with all its documents and indexes', (_name, statements) => {
    for (const sql of [...CATALOG, ...statements]) db.exec(sql.replace('\u{10FFFF}}', `${TRUE}}`))
    for (const _time of ['first', 'again']) {
      const engine = new Engine(db)
      const collection = engine.catalog.get('test.c')
      if (!collection) throw new Error('no collection')
      expect(collection.indexes.map(({ name, unique }) => [name, unique])).toEqual([
        ['tags_1', false],
        ['no_1', true],
      ])
      expect([...collection.columns.keys()].sort()).toEqual(['no', 'tags'])
      expect([...collection.sides.keys()]).toEqual(['tags'])
      const found = (tag: string) =>
        [...(engine.matching(collection, { tags: tag }).piece() ?? [])].map(({ doc }) => doc._id)
      expect([found('x'), found('y').sort()]).toEqual([[1], [1, 2]])
      expect(() => engine.insert(collection, { _id: 3, no: 'a' })).toThrow('E11000')
      db.commit()
    }
    expect(
      db.all("SELECT name FROM sqlite_master WHERE name = 'catalog_sides' OR name GLOB 't1[iu]'"),
    ).toEqual([])
  })

  it('opens without an index that MongoDB would not have let these documents into, and says so', () => {
    for (const sql of CATALOG.slice(0, 4)) db.exec(sql)
    for (const sql of FORMATS['format 2, columns and tables kept by triggers'] ?? []) db.exec(sql)
    const keys = '{"v":2,"key":{"tags":1,"no":1},"name":"both"}'
    db.run('INSERT INTO catalog_indexes VALUES (1, 1, ?), (2, 1, ?)', [
      keys,
      '{"v":2,"key":{"no":1},"name":"no_1"}',
    ])
    db.exec(`UPDATE catalog_collections SET shapes = '{"tags":2,"no":2}'`)
    db.exec(
      `INSERT INTO c1 (rid, id, doc, k0, k1) VALUES (3, 3, '{"_id":3,"no":["d"],"tags":["x"]}', '["x"]', '["d"]')`,
    )
    const warnings: string[] = []
    const { catalog } = new Engine(db, { warn: (message) => warnings.push(message) })
    expect(catalog.get('test.c')?.indexes.map(({ name }) => name)).toEqual(['no_1'])
    expect(warnings).toEqual([
      'storage: test.c has lost its index both: cannot index parallel arrays [no] [tags]',
    ])
  })
})

describe('a file from before collections had rules', () => {
  it('opens, and each collection gets an id that stays', () => {
    for (const sql of CATALOG) if (!sql.includes('sides') && !sql.includes('catalog_indexes V')) db.exec(sql)
    db.exec('CREATE TABLE c1 (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)')
    const first = new Engine(db).catalog.get('test.c')
    expect(first).toMatchObject({ options: {}, uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(new Engine(db).catalog.get('test.c')?.uuid).toBe(first?.uuid)
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import {
  canonicalJson,
  contentHash,
  hashParts,
  isIntact,
  tableHash,
  tablePart,
  wholeHash,
} from '../../server/src/features/notices/tables/content-hash'

const words = { title: '题', plain: '一句话', elements: [{ name: '甲', text: '1' }], body: '正文' }
const table = {
  caption: '表',
  columns: [{ key: 'name', label: '户名', kind: 'name' as const }],
  rows: [
    { household: 'v:1', cells: ['陆小青'] },
    { household: null, cells: [null] },
  ],
}
const pictures = [{ _id: 'p1', sha256: 'aa', alt: '水渠' }]
const open = { audience: 'public', maskLevel: 'M0' } as const
const shut = { audience: 'village', maskLevel: 'M2' } as const
const editionOf = (...of: Parameters<typeof hashParts>) => {
  const parts = hashParts(...of)
  return { ...words, pictures, parts, contentHash: contentHash(parts) }
}

describe('the hash of a table', () => {
  it('taken row by row is that of the whole as canonical JSON, as it was before', () => {
    const whole = createHash('sha256').update(canonicalJson(table)).digest('hex')
    expect(tableHash(table)).toBe(whole)
    expect(tableHash({ ...table, rows: table.rows.values() })).toBe(whole)
    expect(tableHash({ ...table, rows: [] })).not.toBe(whole)
  })

  it('does not cover how columns are totalled: that is presentation, and older editions do not say it', () => {
    for (const total of ['sum', 'none', 'balance'] as const) {
      const columns = table.columns.map((column) => ({ ...column, total }))
      expect(tableHash({ ...table, columns })).toBe(tableHash(table))
    }
  })
})

describe('the hash of an edition', () => {
  const rows = tableHash(table)
  const named = tablePart(rows, table.rows)
  const unnamed = tablePart(rows, [{ household: null }])

  it('covers every part: what was changed is no longer what was approved', () => {
    const edition = editionOf(words, named, pictures, shut)
    expect(isIntact(edition, rows)).toBe(true)
    expect(isIntact(edition, null)).toBe(false)
    expect(isIntact(edition, tableHash({ ...table, caption: '别的' }))).toBe(false)
    for (const other of [{ title: '别的' }, { plain: '' }, { body: '' }, { elements: [] }, { pictures: [] }])
      expect(isIntact({ ...edition, ...other }, rows)).toBe(false)
    const [first, ...others] = edition.parts
    expect(isIntact({ ...edition, parts: others }, rows)).toBe(false)
    expect(first?.name).toBe('title')
  })

  it('tells nothing of what not everybody may see: each such part is hidden under a salt of its own', () => {
    const [one, other] = [hashParts(words, named, pictures, shut), hashParts(words, named, pictures, shut)]
    expect(one.map(({ name, salt }) => [name, salt !== null])).toEqual([
      ['title', false],
      ['words', true],
      ['table', true],
      ['picture:p1', true],
    ])
    expect(one[0]).toEqual(other[0])
    for (const at of [1, 2, 3]) expect(one[at]?.hash).not.toBe(other[at]?.hash)
    expect(new Set(one.map(({ salt }) => salt)).size).toBe(4)
    expect(hashParts(words, unnamed, pictures, open).every(({ salt }) => salt === null)).toBe(true)
    const masked = hashParts(words, unnamed, pictures, { ...open, maskLevel: 'M3' })
    expect(masked.find(({ name }) => name === 'table')?.salt).not.toBeNull()
  })

  it('does not let a household be tried out: a table that names one has a salt, also where all may read it', () => {
    const [one, other] = [editionOf(words, named, pictures, open), editionOf(words, named, pictures, open)]
    expect(one.parts.filter(({ salt }) => salt !== null).map(({ name }) => name)).toEqual(['table'])
    expect(one.contentHash).not.toBe(other.contentHash)
    expect(isIntact(one, rows)).toBe(true)
    // Handed in before: the table part had no salt, and verifies as it did.
    expect(isIntact(editionOf(words, unnamed, pictures, open), rows)).toBe(true)
  })

  it('of an edition from before there were parts is still that of everything in one', () => {
    const older = { ...words, pictures, contentHash: wholeHash(words, rows, pictures) }
    expect(isIntact(older, rows)).toBe(true)
    expect(isIntact({ ...older, title: '别的' }, rows)).toBe(false)
  })
})

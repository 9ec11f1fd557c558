import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseSheetFile } from '../../server/src/sheets/parse'
import { Refusal } from '../../server/src/sheets/refusal'
import { runs } from '../support/runs'
import { workbookOf, zipOf } from '../support/zip-file'

const xls = readFileSync(join(__dirname, '../fixtures/sheets/sheetjs.xls'))
const xml =
  '<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>46280</v></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
const xlsx = workbookOf({
  sheets: [{ name: '表', xml }],
  strings: '<si><t>0012</t></si>',
  styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
})

/** Read, or refused in words for the person; anything else is a fault of the reader. */
function readOrRefused(bytes: Buffer, name: string): void {
  try {
    for (const { rows, merges } of parseSheetFile({ name, bytes }).sheets) {
      expect(rows.length).toBeLessThan(21_000)
      for (const { row, column } of merges) expect(row + column).toBeGreaterThanOrEqual(0)
    }
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    expect(problem.message).toMatch(/^[\u4e00-\u9fff“].*。$/)
  }
}

const damage = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)),
  {
    minLength: 1,
    maxLength: 12,
  },
)
const damaged = (file: Buffer, places: readonly [number, number][]): Buffer => {
  const copy = Buffer.from(file)
  for (const [place, byte] of places) copy[Math.floor(place * copy.length)] = byte
  return copy
}

describe('a file with any damage is read or refused', () => {
  const tries = { numRuns: runs(300, 20_000), endOnFailure: true }

  it.each([
    ['表.xls', xls],
    ['表.xlsx', xlsx],
  ])('%s', (name, file) => {
    fc.assert(
      fc.property(damage, fc.option(fc.nat(file.length)), (places, cut) =>
        readOrRefused(damaged(file, places).subarray(0, cut ?? file.length), name),
      ),
      tries,
    )
  })

  it('in the XML of its parts, too', () => {
    const part = fc.constantFrom('workbook', 'sheet', 'strings', 'styles')
    fc.assert(
      fc.property(damage, part, (places, which) => {
        const hurt = (name: string, text: string) =>
          which === name ? damaged(Buffer.from(text), places).toString() : text
        const file = workbookOf({
          sheets: [{ name: '表', xml: hurt('sheet', xml) }],
          strings: hurt('strings', '<si><t>0012</t></si>'),
          styles: hurt(
            'styles',
            '<numFmts><numFmt numFmtId="176" formatCode="0;;[&gt;=9]0\\.0,"/></numFmts><cellXfs><xf numFmtId="176"/></cellXfs>',
          ),
          workbook: hurt('workbook', '<workbookPr date1904="1"/>'),
        })
        readOrRefused(file, '表.xlsx')
      }),
      tries,
    )
  })

  it('and any bytes at all', () => {
    const start = fc.constantFrom('', 'PK\x03\x04', '\ufeff', '<', '\t')
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, bytes) =>
        readOrRefused(Buffer.concat([Buffer.from(head), bytes]), '表'),
      ),
      tries,
    )
    readOrRefused(zipOf([]), '表.xlsx')
  })
})

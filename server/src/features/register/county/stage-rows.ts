import { createHash } from 'node:crypto'
import { householdIdOf, type RegisterRow } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertMissing, upsertSafely } from '../../../storage/insert-once'
import type { RegionDoc } from '../../regions'
import { factsOf, rowLine } from '../imports/lines'
import { createNumbers } from '../imports/numbers'
import { notCompared } from '../imports/stage'
import { type CountyDoc, type LineDoc, registerModels } from '../register.model'

export const batchRows = 1000
const mostProblems = 100
const manyPlaces = 1 << 20

export const villageImport = (county: string, village: string): string => `${county}.${village}`

/**
 * Puts rows into their villages' imports, a batch at a time, and notes behind each batch how far it has come, with the
 * hash of what was kept so far. Rows that were staged before are only read: they tell the numbers and the hash.
 */
export function createStaging(
  deps: Deps,
  doc: CountyDoc,
  villageOf: (village: string, township: string) => RegionDoc | null,
) {
  const { CountyImport, RegisterImport, RegisterLine } = registerModels(deps.db)
  const numbers = createNumbers(manyPlaces)
  const hash = createHash('sha256')
  const known = new Set<string>()
  const before = doc.rowsStaged
  let batch: LineDoc[] = []
  let rows = 0
  let bytes = 0
  const problems = { count: 0, first: [] as CountyDoc['problems'] }

  async function ensureImports(lines: readonly LineDoc[]): Promise<void> {
    for (const id of new Set(lines.map((line) => line.import))) {
      if (known.has(id)) continue
      const { at, by, columns, _id } = doc
      const region = id.slice(_id.length + 1)
      await upsertSafely(() =>
        RegisterImport.updateOne(
          { _id: id },
          {
            $setOnInsert: {
              ...notCompared,
              ...{ region, kind: 'residence', county: _id, state: 'reading', name: '全区户籍册' },
              ...{ otherSheets: [], at, touchedAt: at, by, columns, notices: [] },
            },
          },
          { upsert: true, setDefaultsOnInsert: false },
        ),
      )
      known.add(id)
    }
  }

  async function flush(): Promise<void> {
    await ensureImports(batch)
    await insertMissing(RegisterLine, batch)
    batch = []
    const { matchedCount } = await CountyImport.updateOne(
      { _id: doc._id, reader: doc.reader, state: 'reading' },
      {
        $set: {
          ...{ bytes, rowsRead: rows, rowsStaged: rows },
          hash: hash.copy().digest('hex'),
          ...{ problems: problems.first, problemCount: problems.count },
          touchedAt: deps.clock.now(),
        },
      },
    )
    // Another stream has taken over.
    if (matchedCount === 0) throw new AppError('registerBusy')
  }

  const isSame = () => hash.copy().digest('hex') === doc.hash

  function noteUnknown({ facts, region }: RegisterRow): void {
    problems.count += 1
    const message = `第${facts.row}行：没有找到“${region.slice(0, 20)}”这个村。`
    if (problems.first.length < mostProblems)
      problems.first.push({ field: 'region', row: facts.row, message })
  }

  return {
    countBytes(some: number) {
      bytes += some
    },
    setColumns(columns: CountyDoc['columns']) {
      doc.columns = columns
    },
    async add(row: RegisterRow): Promise<void> {
      rows += 1
      const village = villageOf(row.region, row.township)
      const facts = factsOf(deps, row, numbers.tell(row))
      const { phoneSealed: _random, ...kept } = facts
      hash.update(`${village?._id ?? ''} ${JSON.stringify(kept)}\n`)
      if (!village) noteUnknown(row)
      if (rows < before) return
      if (rows === before) {
        if (!isSame()) throw new AppError('otherFile')
        return
      }
      if (village) batch.push(likelyNew(rowLine(villageImport(doc._id, village._id), facts), village._id))
      if (rows % batchRows === 0) await flush()
    },
    async end(): Promise<void> {
      if (rows < before) throw new AppError('otherFile')
      await flush()
    },
  }
}

/** As the comparison with an empty register would leave it, so that it need not be written twice. */
function likelyNew(line: LineDoc, region: string): LineDoc {
  const { facts } = line
  if (!facts?.code || facts.twice || facts.twin !== null) return line
  const household = householdIdOf(region, 'residence', facts.code)
  return { ...line, household, step: { do: 'insert', id: `${line.import}-${facts.row}`, household } }
}

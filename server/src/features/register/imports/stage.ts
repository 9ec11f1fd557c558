import { randomBytes } from 'node:crypto'
import { type HouseholdKind, readRegister, type Sheet } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { allRegions, regionOf } from '../../regions'
import { byOf, requireKeeper } from '../keepers'
import { type ImportDoc, registerModels } from '../register.model'
import { compareWithRegister } from './compare-import'
import { factsOf, rowLine } from './lines'
import { createNumbers } from './numbers'
import { otherVillage } from './other-village.rules'
import { saveLines } from './save-lines'

export interface Source {
  sheet: Sheet
  name: string
  otherSheets: string[]
  notices: string[]
}

const mostRows = 20_000

const noCounts = {
  ...{ rows: 0, new: 0, changed: 0, same: 0, question: 0, open: 0, gone: 0, problem: 0 },
  ...{ newHouseholds: 0, changedHouseholds: 0 },
}

/** An import before its first comparison. */
export const notCompared = {
  saidWhole: null,
  whole: false,
  groups: [] as string[],
  counts: noCounts,
  questions: [],
  generation: 0,
  steps: 0,
  done: 0,
  cursor: '',
  result: null,
}

/** Short, since it stands in the `_id` of everybody whom the import adds. */
export const newImportId = (): string => `i${randomBytes(9).toString('hex')}`

/** Reads a sheet and compares it with the register. Nothing of the register changes, and no id number is kept. */
export async function stageImport(
  deps: Deps,
  actor: Actor,
  region: string,
  kind: HouseholdKind,
  source: Source,
): Promise<ImportDoc> {
  const here = await regionOf(deps, region)
  requireKeeper(actor, region)
  const now = deps.clock.now()
  const people = kind === 'residence'
  const reading = readRegister(source.sheet, { now: now.getFullYear(), people })
  if ('problem' in reading) throw refused(reading.problem)
  if (reading.rows.length === 0) throw refused('表里没有读到人，请看看表头下面有没有内容。')
  if (reading.rows.length > mostRows) throw refused(`一次最多${mostRows}行，请分组导入。`)
  const elsewhere = otherVillage(await allRegions(deps), here, reading.rows)
  if (elsewhere) throw refused(elsewhere)
  const _id = newImportId()
  const { RegisterImport } = registerModels(deps.db)
  const made: ImportDoc = {
    ...{ _id, region, kind, at: now, touchedAt: now, by: byOf(actor) },
    county: null,
    state: 'reading',
    name: source.name,
    otherSheets: source.otherSheets,
    columns: reading.columns,
    notices: [...source.notices, ...reading.notices],
    ...notCompared,
  }
  // First: lines without an import would never go.
  await RegisterImport.create(made)
  const numbers = createNumbers()
  const rows = reading.rows.map((row) => rowLine(_id, factsOf(deps, row, numbers.tell(row))))
  const { lines, found } = await compareWithRegister(deps, made, rows)
  await saveLines(deps.db, [], lines)
  await RegisterImport.updateOne({ _id }, { $set: { ...found, state: 'staged' } })
  return { ...made, ...found, state: 'staged' }
}

const refused = (message: string): AppError =>
  new AppError('unreadableRegister', { message, fields: [{ field: 'file', message }] })

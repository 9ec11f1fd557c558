import { isDeepStrictEqual } from 'node:util'
import { type Api, type EnterpriseImport, findHeading, plainName, type Sheet } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { fileOf } from '../../../http/one-file'
import { readSheetFile } from '../../../sheets'
import { insertMissing } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { regionOf, regionsWithin } from '../../regions'
import { enterpriseModels, type RegisteredEnterpriseDoc, registerListMark } from '../enterprises.model'
import { requireOfficer } from '../links/officers'
import { enterpriseColumns, enterpriseHeadings } from './columns.rules'
import { followRegister } from './follow'
import { markGone } from './gone'
import { type RegisterRow, readRegisterRows } from './read-rows.rules'

type Query = Api['POST /api/regions/:code/enterprises/import']['query']

const mostShown = 100
const batchSize = 1000

/** Looks at a sheet of the register of a place, or takes it; rows that are there already stay as they are. */
export async function importRegister(
  deps: Deps,
  actor: Actor,
  code: string,
  { take = false, sheet: wanted, part = false }: Query,
  request: FastifyRequest,
): Promise<EnterpriseImport> {
  await regionOf(deps, code)
  requireOfficer(actor, code)
  const { sheets, left } = await readSheetFile(await fileOf(request))
  const sheet = chosen(sheets, wanted)
  const read = readRegisterRows(sheet, await placeFinder(deps, code))
  if ('problem' in read) throw refused(read.problem)
  if (read.rows.length + read.left === 0) throw refused('表里没有读到企业，请看看表头下面有没有内容。')
  const counts = await takeRows(deps, read.rows, take)
  const gone = part ? 0 : await markGone(deps, code, read.codes, take)
  if (take) await noteAct(deps, { act: 'enterprisesImported', by: actor, region: code })
  const hidden = left.filter(({ what, name }) => what === 'rows' && name === sheet.name)
  return {
    ...{ taken: take, sheet: sheet.name, columns: read.columns, rows: read.rows.length + read.left },
    notices: hidden.map(({ count }) => `有${count}行是隐藏的，没有读。`),
    ...{ ...counts, gone },
    problemCount: read.left,
    problems: read.problems.slice(0, mostShown),
  }
}

const refused = (message: string): AppError =>
  new AppError('unreadableEnterprises', { message, fields: [{ field: 'file', message }] })

/** The sheet that was asked for, or the fullest that is a register. */
function chosen(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  const holds = (sheet: Sheet) =>
    enterpriseColumns(findHeading(sheet, enterpriseHeadings).labels).includes('creditCode')
  const usable = sheets.filter(holds)
  const [first] = [...(usable.length > 0 ? usable : sheets)].sort((a, b) => b.rows.length - a.rows.length)
  const sheet = wanted === undefined ? first : sheets.find(({ name }) => name === wanted)
  if (!sheet) throw refused('文件里没有这张表。')
  return sheet
}

/** A place within the one that imports: by its code, or by a name that only one of them has. */
async function placeFinder(deps: Deps, code: string): Promise<(written: string) => string | null> {
  const places = await regionsWithin(deps, code)
  const codes = new Set(places.map(({ _id }) => _id))
  const byName = new Map<string, string[]>()
  for (const { _id, name } of places)
    for (const key of new Set([plainName(name), bareName(name)]))
      byName.set(key, [...(byName.get(key) ?? []), _id])
  return (written) => {
    if (written === '') return code
    const digits = /^\d+$/.test(written) ? written.slice(0, 12) : ''
    const short = [digits, digits.replace(/0{3}$/, ''), digits.replace(/0{6}$/, '')].find((one) =>
      codes.has(one),
    )
    if (digits !== '') return short ?? null
    const named = byName.get(plainName(written)) ?? byName.get(bareName(written)) ?? []
    return named.length === 1 ? (named[0] ?? null) : null
  }
}

const bareName = (name: string): string =>
  plainName(name).replace(/(?:村民委员会|村委会|人民政府|街道|村|镇|乡)$/, '')

/** By code: what is new is added, what is otherwise is changed. */
async function takeRows(
  deps: Deps,
  rows: readonly RegisterRow[],
  take: boolean,
): Promise<Pick<EnterpriseImport, 'new' | 'changed' | 'same'>> {
  const { RegisteredEnterprise } = enterpriseModels(deps.db)
  const counts = { new: 0, changed: 0, same: 0 }
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = rows.slice(from, from + batchSize)
    const stored = await RegisteredEnterprise.find({ _id: { $in: batch.map(({ _id }) => _id) } })
      .batchSize(batchSize + 1)
      .lean<RegisteredEnterpriseDoc[]>()
    const byCode = new Map(stored.map((doc) => [doc._id, doc]))
    const isNew = batch.filter(({ _id }) => !byCode.has(_id))
    const changed = batch.filter((row) => {
      const before = byCode.get(row._id)
      return before !== undefined && !isAsBefore(before, row)
    })
    counts.new += isNew.length
    counts.changed += changed.length
    counts.same += batch.length - isNew.length - changed.length
    if (!take) continue
    await writeRows(deps, isNew, changed)
    await followRegister(deps, batch)
  }
  return counts
}

/** One that is back in the list has changed, too. */
const isAsBefore = ({ at: _at, goneSince = null, ...before }: RegisteredEnterpriseDoc, row: RegisterRow) =>
  goneSince === null && isDeepStrictEqual(before, row)

/** Rows that somebody else has just written are the same register's: the next import sees what differs. */
async function writeRows(
  { db, clock, marks }: Deps,
  isNew: readonly RegisterRow[],
  changed: readonly RegisterRow[],
): Promise<void> {
  const { RegisteredEnterprise } = enterpriseModels(db)
  const at = clock.now()
  if (isNew.length + changed.length === 0) return
  await moveAfter(marks, [registerListMark], async () => {
    await insertMissing(
      RegisteredEnterprise,
      isNew.map((row) => ({ ...row, at, goneSince: null })),
    )
    if (changed.length === 0) return
    await RegisteredEnterprise.bulkWrite(
      changed.map(({ _id, ...set }) => ({
        updateOne: { filter: { _id }, update: { $set: { ...set, at, goneSince: null } } },
      })),
      { ordered: false },
    )
  })
}

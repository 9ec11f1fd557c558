import { randomUUID } from 'node:crypto'
import {
  type Api,
  confirmsEnterprises,
  findHeading,
  type PaymentImport,
  type Sheet,
  shanghaiDate,
} from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { fileOf } from '../../http/one-file'
import { readSheetFile } from '../../sheets'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { enterprisesByCode, registeredByCodes } from '../enterprises'
import { publishedPolicies } from '../policies'
import { regionOf } from '../regions'
import { paymentColumns, paymentHeadings, policyFinder } from './columns.rules'
import { type PaymentSource, paymentModels } from './payments.model'
import { type PaymentRow, readPaymentRows } from './read-rows.rules'
import { type Compared, compared, writeCompared } from './write'

type Query = Api['POST /api/regions/:code/payments/import']['query']

const mostShown = 100

/** 镇经办 of the place, or who administers it. */
export function requirePaymaster({ viewer }: Pick<Actor, 'viewer'>, region: string): void {
  if (!confirmsEnterprises(viewer, region))
    throw new AppError('forbidden', { message: '兑现由发政策的镇经办人或县管理员来登记。' })
}

/** The policies that an office pays: its own, and those of the places in it. */
export const policiesOf = async (deps: Deps, code: string) =>
  [...(await publishedPolicies(deps)).byId.values()].filter(({ region }) => region.startsWith(code))

/** Looks at a sheet of payments, or takes it; rows that are there already stay as they are. */
export async function importPayments(
  deps: Deps,
  actor: Actor,
  code: string,
  { take = false, sheet: wanted, policy }: Query,
  request: FastifyRequest,
): Promise<PaymentImport> {
  await regionOf(deps, code)
  requirePaymaster(actor, code)
  const { sheets, left } = await readSheetFile(await fileOf(request))
  const sheet = chosen(sheets, wanted)
  const find = policyFinder(await policiesOf(deps, code))
  const given = policy === undefined || policy === '' ? null : find(policy)
  if (policy && given === null) throw refused('没有找到您选的这项政策，请重新选。')
  const today = shanghaiDate(deps.clock.now())
  const read = readPaymentRows(sheet, { policyOf: find, policy: given, today })
  if ('problem' in read) throw refused(read.problem)
  if (read.rows.length + read.left === 0) throw refused('表里没有读到内容，请看看表头下面有没有。')
  const id = randomUUID()
  const source = { kind: 'sheet' as const, import: id, at: deps.clock.now(), by: actor.person.name }
  const found = await comparedIn(deps, code, read.rows, source)
  const changes = found.isNew.length + found.changed.length
  const isTaken = take && changes > 0
  if (isTaken) await takeRows(deps, actor, { id, code, sheet: sheet.name, found })
  const hidden = left.filter(({ what, name }) => what === 'rows' && name === sheet.name)
  return {
    ...{ id: isTaken ? id : null, taken: take, sheet: sheet.name, columns: read.columns },
    ...{ rows: read.rows.length + read.left, new: found.isNew.length, changed: found.changed.length },
    ...{ same: found.same, left: read.left, firms: firmsOf(found) },
    problems: read.problems.slice(0, mostShown),
    notices: hidden.map(({ count }) => `有${count}行是隐藏的，没有读。`),
  }
}

const firmsOf = ({ isNew, changed }: Compared): number =>
  new Set([...isNew, ...changed.map(({ after }) => after)].map(({ creditCode }) => creditCode)).size

const refused = (message: string): AppError =>
  new AppError('unreadablePayments', { message, fields: [{ field: 'file', message }] })

/** The sheet that was asked for, or the fullest that is a list of payments. */
function chosen(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  const holds = (sheet: Sheet) =>
    paymentColumns(findHeading(sheet, paymentHeadings).labels).includes('creditCode')
  const usable = sheets.filter(holds)
  const [first] = [...(usable.length > 0 ? usable : sheets)].sort((a, b) => b.rows.length - a.rows.length)
  const sheet = wanted === undefined ? first : sheets.find(({ name }) => name === wanted)
  if (!sheet) throw refused('文件里没有这张表。')
  return sheet
}

/** Enterprises are called as the sheet says, otherwise as their profile or the county's register does. */
export async function comparedIn(
  deps: Deps,
  region: string,
  rows: readonly PaymentRow[],
  source: PaymentSource,
): Promise<Compared> {
  const codes = [...new Set(rows.filter(({ name }) => name === '').map(({ creditCode }) => creditCode))]
  const [held, registered] = await Promise.all([
    enterprisesByCode(deps, codes),
    registeredByCodes(deps, codes),
  ])
  const names = new Map([
    ...registered.map(({ _id, name }) => [_id, name] as const),
    ...held.map(({ creditCode, profile }) => [creditCode ?? '', profile.name] as const),
  ])
  return compared(deps, rows, { region, source, nameOf: (code) => names.get(code) ?? '' })
}

async function takeRows(
  deps: Deps,
  actor: Actor,
  { id, code, sheet, found }: { id: string; code: string; sheet: string; found: Compared },
): Promise<void> {
  const { PaymentImport } = paymentModels(deps.db)
  await PaymentImport.create({
    ...{ _id: id, region: code, at: deps.clock.now(), person: actor.person._id, by: actor.person.name },
    ...{ sheet, new: found.isNew.length, changed: found.changed.length, undoneAt: null, undone: null },
  })
  await noteAct(deps, { act: 'paymentsImported', by: actor, region: code })
  await writeCompared(deps, found, id)
  deps.work.send()
}

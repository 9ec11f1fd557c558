import { type Api, moneyFigure, mostRowsAtOnce, paymentStepText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { itemOf } from '../catalogue'
import { createNotice, editRows, type Stamp } from '../notices'
import { type PublishedPolicy, policyOf } from '../policies'
import { regionOf, regionRef } from '../regions'
import { requirePaymaster } from './import'
import { paymentsIn } from './kept'
import type { PaymentDoc } from './payments.model'

type Route = Api['POST /api/policies/:id/payments/notice']

const columns = [
  { key: 'name', label: '享受补贴的主体', kind: 'name' },
  { key: 'batch', label: '批次', kind: 'text' },
  { key: 'sum', label: '金额（元）', kind: 'money', total: 'sum' },
  { key: 'paid', label: '到账日期', kind: 'date' },
] as const

/**
 * 做成公示: a draft of the item from what was paid. It goes the way of every notice, and its readers see names as the item
 * masks them. Repeatable: the same request finds its draft, and writes the rows that a crash left out.
 */
export async function publishPayments(
  deps: Deps,
  actor: Actor,
  id: string,
  { item: no, batch }: Route['body'],
  stamp: Stamp | null,
): Promise<Route['response']> {
  const policy = await policyOf(deps, id)
  if (!policy) throw new AppError('policyNotFound')
  requirePaymaster(actor, policy.region)
  const item = itemOf(regionRef(await regionOf(deps, policy.region)), no)
  if (!item) throw new AppError('itemNotFound')
  const paid = await paidOf(deps, policy, batch)
  if (paid.length === 0) throw new AppError('nothingPaid')
  const content = contentOf(policy, paid, item.elements, batch)
  const { notice, edition } = await createNotice(
    deps,
    actor,
    { region: policy.region, item: no, content },
    stamp,
  )
  if ((edition.table?.rows ?? 0) === 0) await fill(deps, actor, notice._id, edition.revision ?? 0, paid)
  return { notice: notice._id, rows: paid.length }
}

async function paidOf(deps: Deps, policy: PublishedPolicy, batch: string | undefined): Promise<PaymentDoc[]> {
  return (await paymentsIn(deps, policy.region))
    .filter((one) => one.policy === policy._id && one.step === 'paid')
    .filter((one) => batch === undefined || one.batch === batch)
    .sort((a, b) => ((a.paidOn ?? '') < (b.paidOn ?? '') ? -1 : 1))
}

function contentOf(
  { content }: PublishedPolicy,
  paid: readonly PaymentDoc[],
  elements: readonly string[],
  batch: string | undefined,
) {
  const sum = paid.reduce((total, { fen }) => total + (fen ?? 0), 0)
  const firms = new Set(paid.map(({ creditCode }) => creditCode)).size
  const title = content.title.replace(/（示例）$/, '')
  const result = `${firms}户，合计${moneyFigure(sum)}元，名单见表`
  return {
    title: `${title}${batch === undefined ? '' : `（${batch}）`}补贴结果`.slice(0, 60),
    plain: `${paymentStepText.paid}${result}。`.slice(0, 100),
    elements: elements.map((name) => ({ name, text: elementText(name, content, result) })),
    table: { caption: '补贴结果', columns: columns.map((column) => ({ ...column })) },
  }
}

function elementText(name: string, content: PublishedPolicy['content'], result: string): string {
  if (name.includes('依据')) return `${content.title}（${content.documentNo}）`
  if (name.includes('指南')) return [content.plain, content.place, content.phone].filter(Boolean).join('；')
  if (name.includes('结果')) return result
  return content.phone
}

async function fill(
  deps: Deps,
  actor: Actor,
  notice: string,
  first: number,
  paid: readonly PaymentDoc[],
): Promise<void> {
  let revision = first
  for (let from = 0; from < paid.length; from += mostRowsAtOnce) {
    const changes = paid.slice(from, from + mostRowsAtOnce).map((one, at) => ({
      key: `p${from + at}`,
      row: { household: null, cells: [one.name, one.batch, one.fen, one.paidOn] },
    }))
    const { edition } = await editRows(deps, actor, notice, { revision, changes }, null)
    revision = edition.revision ?? revision + 1
  }
}

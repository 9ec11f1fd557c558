import {
  type Api,
  creditCodeProblem,
  gateFields,
  type PaymentLine,
  plainCreditCode,
  shanghaiDate,
  visibleText,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { regionOf } from '../regions'
import { paymentProblems } from './facts.rules'
import { comparedIn, policiesOf, requirePaymaster } from './import'
import { paymentId } from './payment-id.rules'
import { type PaymentDoc, paymentModels } from './payments.model'
import type { PaymentRow } from './read-rows.rules'
import { paymentLine } from './view'
import { writeCompared } from './write'

type Body = Api['PUT /api/regions/:code/payments']['body']

/** A payment that no sheet knows. What came by a sheet is changed by the sheet. */
export async function typePayment(deps: Deps, actor: Actor, code: string, body: Body): Promise<PaymentLine> {
  await regionOf(deps, code)
  requirePaymaster(actor, code)
  const row = await rowOf(deps, code, body)
  const { Payment } = paymentModels(deps.db)
  const before = await Payment.findById(row._id).lean<PaymentDoc>()
  if (before?.source.kind === 'sheet') throw new AppError('paymentHasSource')
  const source = { kind: 'typed' as const, at: deps.clock.now(), by: actor.person.name }
  const found = await comparedIn(deps, code, [{ ...row, name: before?.name ?? '' }], source)
  if (found.same === 0) {
    if ((await writeCompared(deps, found, null)) === 0) throw new AppError('paymentChanged')
    await noteAct(deps, { act: 'paymentTyped', by: actor, region: code })
    deps.work.send()
  }
  const now = await Payment.findById(row._id).lean<PaymentDoc>()
  if (!now) throw new AppError('paymentChanged')
  return paymentLine(deps, now)
}

async function rowOf(deps: Deps, code: string, body: Body): Promise<PaymentRow> {
  const today = shanghaiDate(deps.clock.now())
  const policy = (await policiesOf(deps, code)).find(({ _id }) => _id === body.policy)
  const creditCode = plainCreditCode(body.creditCode)
  const facts = {
    ...{ handedInOn: body.handedInOn ?? null, approvedOn: body.approvedOn ?? null },
    ...{ refusedOn: body.refusedOn ?? null, paidOn: body.paidOn ?? null, fen: body.fen ?? null },
    reason: visibleText(body.reason ?? '') || null,
  }
  const first = facts.handedInOn ?? facts.approvedOn ?? facts.refusedOn ?? facts.paidOn ?? ''
  const batch = visibleText(body.batch ?? '') || first.slice(0, 4)
  const wrongCode = creditCodeProblem(body.creditCode)
  const fields = [
    ...(policy ? [] : [{ field: 'policy', message: '没有找到这项政策，请重新选。' }]),
    ...(wrongCode === null ? [] : [{ field: 'creditCode', message: wrongCode }]),
    ...paymentProblems(facts, today),
    ...gateFields([
      { field: 'reason', title: '未通过原因', text: facts.reason ?? '' },
      { field: 'batch', title: '批次', text: batch },
    ]),
  ]
  if (fields.length > 0 || !policy) throw new AppError('invalidFields', { fields })
  return {
    ...{ _id: paymentId(policy._id, creditCode, batch), policy: policy._id, creditCode, batch, name: '' },
    ...facts,
  }
}

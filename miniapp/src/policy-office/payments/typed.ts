import type { PaymentLine } from '@hutang/shared/contract'
import type { Body } from '../../api/contract'

export type Stage = PaymentLine['step']

/** What is typed of one payment; money in fen. */
export interface Typed {
  policy: string
  creditCode: string
  step: Stage
  handedInOn: string | null
  approvedOn: string | null
  refusedOn: string | null
  paidOn: string | null
  fen: number | null
  reason: string
  /** Of one that is changed: it stays the same one. */
  batch: string | null
}

export const nothingTyped: Typed = {
  ...{ policy: '', creditCode: '', step: 'handedIn', reason: '', batch: null },
  ...{ handedInOn: null, approvedOn: null, refusedOn: null, paidOn: null, fen: null },
}

export const typedOf = (line: PaymentLine): Typed => ({
  ...{ policy: line.policy.id, creditCode: line.creditCode, step: line.step, batch: line.batch },
  ...{ handedInOn: line.handedInOn, approvedOn: line.approvedOn, refusedOn: line.refusedOn },
  ...{ paidOn: line.paidOn, fen: line.fen, reason: line.reason ?? '' },
})

/** Which days belong to a stage; what another stage asked for is not sent. */
export const asked = (step: Stage) => ({
  approved: step === 'approved' || step === 'paid',
  refused: step === 'refused',
  paid: step === 'paid',
})

export function bodyOf(typed: Typed): Body<'PUT /api/regions/:code/payments'> {
  const { approved, refused, paid } = asked(typed.step)
  return {
    ...{ policy: typed.policy, creditCode: typed.creditCode, handedInOn: typed.handedInOn },
    ...(typed.batch === null ? {} : { batch: typed.batch }),
    approvedOn: approved ? typed.approvedOn : null,
    refusedOn: refused ? typed.refusedOn : null,
    paidOn: paid ? typed.paidOn : null,
    fen: approved ? typed.fen : null,
    reason: refused ? typed.reason.trim() : null,
  }
}

/** What is still missing for it to be sent. */
export function missingOf({ policy, creditCode, step, ...days }: Typed): string | undefined {
  if (policy === '') return '请先选政策'
  if (creditCode.trim() === '') return '请填统一社会信用代码'
  if (step === 'handedIn' && days.handedInOn === null) return '请填申报日期'
  if (step === 'approved' && days.approvedOn === null) return '请填核准日期'
  if (step === 'refused' && days.refusedOn === null) return '请填未通过日期'
  if (step === 'refused' && days.reason.trim() === '') return '请写没通过的原因'
  if (step === 'paid' && days.paidOn === null) return '请填到账日期'
  return step === 'paid' && days.fen === null ? '请填金额' : undefined
}

import { moneyFigure } from '../format'
import { shortDayWords } from '../policies/dates'
import { addWorkingDays, type WorkingDayTable, workingDaysBetween } from '../policies/working-days'

/** 兑现: handed in, approved or refused, paid. */
export const paymentSteps = ['handedIn', 'approved', 'refused', 'paid'] as const
export type PaymentStep = (typeof paymentSteps)[number]

export const paymentStepText: Record<PaymentStep, string> = {
  handedIn: '已申报',
  approved: '已核准',
  refused: '未通过',
  paid: '已到账',
}

/** What is known of one payment: days of Shanghai, `YYYY-MM-DD`; money in fen. */
export interface PaymentFacts {
  /** Null: nobody had to apply (免申即享), or it is not known. */
  handedInOn: string | null
  approvedOn: string | null
  refusedOn: string | null
  paidOn: string | null
  fen: number | null
  /** Why it was refused. */
  reason: string | null
}

export const paymentStepOf = ({ approvedOn, refusedOn, paidOn }: PaymentFacts): PaymentStep =>
  paidOn !== null ? 'paid' : refusedOn !== null ? 'refused' : approvedOn !== null ? 'approved' : 'handedIn'

/** How far the money is. The days allowed begin with the approval. */
export interface PaymentStanding {
  step: PaymentStep
  /** Working days since the approval, of what is approved and not paid; `undetermined`: the table does not reach so far. */
  day: number | 'undetermined' | null
  /** The last day for paying; null: nothing waits, or 待定. */
  dueOn: string | null
  /** Working days since then; 0: in time. */
  overdue: number
}

/** How a payment stands on a day of which so many working days are allowed. */
export function paymentStanding(
  facts: PaymentFacts,
  allowed: number,
  today: string,
  table: WorkingDayTable,
): PaymentStanding {
  const step = paymentStepOf(facts)
  const { approvedOn } = facts
  if (step !== 'approved' || approvedOn === null) return { step, day: null, dueOn: null, overdue: 0 }
  const dueOn = addWorkingDays(approvedOn, allowed, table)
  const day = workingDaysBetween(approvedOn, today, table) ?? ('undetermined' as const)
  const isLate = dueOn !== null && today > dueOn
  // A day off behind the last day is late too.
  const overdue = isLate ? Math.max(1, workingDaysBetween(dueOn, today, table) ?? 1) : 0
  return { step, day, dueOn, overdue }
}

/** Where it stands, as a kind clerk says it. */
export function paymentWords(
  facts: PaymentFacts,
  allowed: number,
  today: string,
  table: WorkingDayTable,
): string {
  const { step, day, dueOn, overdue } = paymentStanding(facts, allowed, today, table)
  const on = (date: string | null) => (date === null ? '' : shortDayWords(date, today))
  const sum = facts.fen === null ? '' : `${moneyFigure(facts.fen)}元`
  switch (step) {
    case 'paid':
      return `${on(facts.paidOn)}${sum}已到账。`
    case 'refused':
      return `${on(facts.refusedOn)}没有通过${facts.reason ? `：${endless(facts.reason)}` : ''}。`
    case 'handedIn':
      return facts.handedInOn === null ? '正在办理。' : `${on(facts.handedInOn)}已收到申报，正在审核。`
    case 'approved': {
      const approved = `${on(facts.approvedOn)}批准${sum}，还没到账。按规定${allowed}个工作日内打款，`
      if (overdue > 0 && dueOn !== null)
        return `${approved}应在${on(dueOn)}前打款，已超过${overdue}个工作日。`
      if (day === 'undetermined' || dueOn === null) return `${approved}放假安排还没公布，到期日待定。`
      if (day === 0) return `${approved}从下一个工作日起算。`
      return `${approved}今天是第${day}个。`
    }
  }
}

const endless = (text: string): string => text.replace(/[。．.；;]+$/, '')

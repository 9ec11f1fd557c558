import { type PaymentStep, paymentSteps } from '@hutang/shared'

const between = '@'

/** What is told of a payment at one of its steps: `<payment>@<step>`. */
export const subjectIdOf = (payment: string, step: PaymentStep): string => `${payment}${between}${step}`

export function partsOfSubject(id: string): { payment: string; step: PaymentStep } | null {
  const at = id.lastIndexOf(between)
  const step = paymentSteps.find((one) => one === id.slice(at + 1))
  return at < 1 || !step ? null : { payment: id.slice(0, at), step }
}

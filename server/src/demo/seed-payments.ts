import type { Deps } from '../deps'
import { keepPayments } from '../features/payments'
import { demoPayments } from './packages'
import type { DemoData } from './village'

const township = '310116109'

/** 兑现 of the demo, as a sheet of the township's office has it. */
export async function seedPayments(deps: Deps, data: DemoData, now: Date): Promise<void> {
  const officer = data.personas.find(({ persona }) => persona === 'township-officer')
  const by = { person: officer?.openid ?? '', name: officer?.name ?? '' }
  const payments = demoPayments(now).map((one) => ({
    ...one,
    batch: (one.handedInOn ?? one.approvedOn ?? one.paidOn ?? '').slice(0, 4),
    ...{ refusedOn: null, reason: null },
  }))
  await keepPayments(deps, { region: township, by, sheet: '政策兑现表（示例）' }, payments)
}

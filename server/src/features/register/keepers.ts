import { countsRegister, keepsRegister } from '@hutang/shared'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import type { By } from './register.model'

/** The village's clerk, or its administrator. */
export function requireKeeper({ viewer }: Pick<Actor, 'viewer'>, region: string): void {
  if (!keepsRegister(viewer, region))
    throw new AppError('forbidden', { message: '户籍册由本村经办人或管理员管。' })
}

/** Besides them the township above, which sees numbers alone. */
export function requireCounter({ viewer }: Pick<Actor, 'viewer'>, region: string): 'full' | 'counts' {
  if (keepsRegister(viewer, region)) return 'full'
  if (countsRegister(viewer, region)) return 'counts'
  throw new AppError('forbidden', { message: '户籍册由本村经办人或管理员管。' })
}

export const byOf = ({ account, person }: Actor): By => ({
  account: account._id,
  person: person._id,
  name: person.name,
})

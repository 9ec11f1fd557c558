import { confirmsEnterprises } from '@hutang/shared'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'

/** The township of the place, or the county. */
export function requireOfficer({ viewer }: Pick<Actor, 'viewer'>, region: string): void {
  if (!confirmsEnterprises(viewer, region))
    throw new AppError('forbidden', { message: '企业由经营地的镇经办人或县管理员来管。' })
}

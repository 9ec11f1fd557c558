import { administers, hasPart, type Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { type OldBatchDoc, oldModels } from './old.model'

/** 补录: who publishes there, and who administers the place. */
export const importsOld = (viewer: Viewer, region: string): boolean =>
  hasPart(viewer.roles, region, 'publish') || administers(viewer, region)

export const reviewsOld = (viewer: Viewer, region: string): boolean => hasPart(viewer.roles, region, 'review')

/** The office of the village, and of the township above, which reads counts. */
export const seesCheckup = (viewer: Viewer, region: string): boolean =>
  importsOld(viewer, region) ||
  reviewsOld(viewer, region) ||
  hasPart(viewer.roles, region, 'write') ||
  worksAbove(viewer, region)

/** The office of a township reads the counts of its own villages. */
const worksAbove = ({ roles }: Viewer, region: string): boolean =>
  roles.some(({ role, region: at }) => role.startsWith('township-') && region.startsWith(at))

export function requireImporter({ viewer }: Pick<Actor, 'viewer'>, region: string): void {
  if (!importsOld(viewer, region))
    throw new AppError('forbidden', { message: '补录由村书记/主任（发布的人）或管理员来办。' })
}

/** The batch for whoever imports or reviews there; for everybody else it is not there. */
export async function batchOf(
  { db }: Pick<Deps, 'db'>,
  { viewer }: Pick<Actor, 'viewer'>,
  id: string,
): Promise<OldBatchDoc> {
  const batch = await oldModels(db).OldBatch.findById(id).lean<OldBatchDoc>()
  if (!batch || !(importsOld(viewer, batch.region) || reviewsOld(viewer, batch.region)))
    throw new AppError('oldBatchNotFound')
  return batch
}

/** Persons and accounts that somebody is. */
export const selvesOf = ({
  person,
  account,
  viewer,
}: Pick<Actor, 'person' | 'account' | 'viewer'>): string[] => [
  ...new Set([person._id, account._id, ...(viewer.accounts ?? []), ...(viewer.own ? [viewer.own] : [])]),
]

import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { EditionDoc, NoticeDoc, TransitionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { canonicalJson } from '../tables/content-hash'

/** Which request an effect came from; kept inside the effect's own document. */
export interface Stamp {
  key: string
  hash: string
}

const longestKey = 100

export function stampOf(
  request: Pick<FastifyRequest, 'headers' | 'method' | 'url'> & { body?: unknown },
  actor: Actor,
): Stamp | null {
  const header = request.headers['idempotency-key']
  if (header === undefined) return null
  const key = String(header)
  if (key === '' || key.length > longestKey) {
    throw new AppError('invalidFields', {
      fields: [{ field: 'Idempotency-Key', message: `提交编号要有 1 到 ${longestKey} 个字符。` }],
    })
  }
  const hash = createHash('sha256')
    .update(canonicalJson([request.method, request.url, request.body ?? null]))
    .digest('hex')
  return { key: `${actor.account._id}:${key}`, hash }
}

/** The step a request has already made, or null; another request under the same key is refused. */
export function stepOf(edition: Pick<EditionDoc, 'history'>, stamp: Stamp | null): TransitionDoc | null {
  const step = stamp && edition.history.find(({ key }) => key === stamp.key)
  if (!step) return null
  if (step.hash !== stamp.hash) throw new AppError('idempotencyReused')
  return step
}

/** Refuses a key that this account has used for another request, wherever its effect lies. */
export async function refuseReused({ db }: Deps, stamp: Stamp | null): Promise<void> {
  if (!stamp) return
  const [edition, notice] = await Promise.all([
    noticeModels(db)
      .Edition.findOne({ 'history.key': stamp.key }, { history: 1 })
      .lean<Pick<EditionDoc, 'history'>>(),
    noticeModels(db)
      .Notice.findOne({ madeBy: stamp.key }, { madeHash: 1 })
      .lean<Pick<NoticeDoc, 'madeHash'>>(),
  ])
  if (edition) stepOf(edition, stamp)
  if (notice && notice.madeHash !== stamp.hash) throw new AppError('idempotencyReused')
}

import { createHash } from 'node:crypto'
import { gateKey } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { TransitionDoc } from '../notices.model'
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
  const fields = gateKey({ field: 'Idempotency-Key', title: '提交编号', text: key })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const hash = createHash('sha256')
    .update(canonicalJson([request.method, request.url, request.body ?? null]))
    .digest('hex')
  return { key: `${actor.account._id}:${key}`, hash }
}

/** The step a request has already made, or null; another request under the same key is refused. */
export function stepOf({ history }: { history: TransitionDoc[] }, stamp: Stamp | null): TransitionDoc | null {
  const step = stamp && history.find(({ key }) => key === stamp.key)
  if (!step) return null
  refuseReused([step.hash ?? ''], stamp)
  return step
}

/** Refuses a key that this account has used for another request: `used` are the hashes of those made under it. */
export function refuseReused(used: readonly string[], stamp: Stamp | null): void {
  if (stamp && used.some((hash) => hash !== stamp.hash)) throw new AppError('idempotencyReused')
}

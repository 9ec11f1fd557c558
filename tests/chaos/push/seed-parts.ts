import type { Clock } from '../../../server/src/clock'
import { issueAccessToken } from '../../../server/src/features/accounts/tokens'
import { hashEmail as hashOf, sealEmail as sealOf } from '../../../server/src/features/push/email/sealing'
import type { AllModels } from '../../../server/src/models'
import { testKeys } from './keys'

const secrets = { jwt: testKeys.JWT_SECRET, fieldKey: testKeys.FIELD_KEY, hashKey: testKeys.HASH_KEY }
const years = 10 * 365 * 86_400_000

export const hashEmail = (address: string): string => hashOf({ secrets } as never, address)
export const sealEmail = (address: string): string => sealOf({ secrets } as never, address)

export async function createSession({ Session }: AllModels, id: string, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + years)
  await Session.create({ _id: `s-${id}`, account: `a-${id}`, startedAt: now, expiresAt })
}

/** As their phone has it; it lives a quarter of an hour, so that each request takes a new one. */
export const tokenOf = (id: string, clock: Clock): string =>
  issueAccessToken({ account: `a-${id}`, session: `s-${id}` }, secrets.jwt, clock)

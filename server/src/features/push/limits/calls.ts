import { dayMs, shanghaiDate } from '@hutang/shared'
import type { ProviderLimit } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { count, countBack } from './counters'
import { takeSlots } from './slots'

type Limiting = Pick<Deps, 'db' | 'clock'>

export interface TakenCalls {
  /** How many calls may be made. */
  given: number
  /** They must begin before then; a call that is late is not made, and is taken anew. */
  beginBefore: Date
  /** When to ask for what was not given. */
  again: Date
  /** The day (Asia/Shanghai) whose quota they count against. */
  day: string
}

/**
 * Takes calls of a provider: never more than its rate in any window and its quota in any day, over all processes.
 * At most three round trips while there is room.
 */
export async function takeCalls(
  { db, clock }: Limiting,
  provider: string,
  { rate, daily }: ProviderLimit,
  wanted: number,
): Promise<TakenCalls> {
  const now = clock.now()
  const day = shanghaiDate(now)
  const midnight = nextMidnight(day)
  // First what comes back by itself: a death between the two costs no quota.
  const slots = rate
    ? await takeSlots(db, provider, rate, wanted, now)
    : { given: wanted, beginBefore: midnight, again: now }
  const given =
    daily === undefined
      ? slots.given
      : await count(
          db,
          { id: quotaId(provider, day), limit: daily, expiresAt: new Date(midnight.getTime() + 2 * dayMs) },
          Array<number>(slots.given).fill(1),
        )
  return {
    given,
    beginBefore: slots.beginBefore < midnight ? slots.beginBefore : midnight,
    again: given < slots.given ? midnight : slots.again,
    day,
  }
}

/** Calls that were taken and surely not made. Their slots are free by themselves soon. */
export async function giveBackCalls(
  { db }: Pick<Deps, 'db'>,
  provider: string,
  { daily }: ProviderLimit,
  { day }: Pick<TakenCalls, 'day'>,
  calls: number,
): Promise<void> {
  if (daily !== undefined) await countBack(db, quotaId(provider, day), calls)
}

const quotaId = (provider: string, day: string) => `quota:${provider}:${day}`

const nextMidnight = (day: string) => new Date(Date.parse(`${day}T00:00:00+08:00`) + dayMs)

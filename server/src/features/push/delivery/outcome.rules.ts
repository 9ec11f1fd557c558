import { effectOf, type Outcome } from '../../../channels/channel'
import type { AttemptDoc } from '../push.model'
import { stopUntil } from './stops'

export interface Answered {
  attempt: AttemptDoc
  outcome: Outcome
}

/** A provider that answers "later" for ever is a no in the end. */
const mostTries = 10

export type Change = Pick<AttemptDoc, 'state' | 'effect' | 'stopUntil' | 'code'> & Partial<AttemptDoc>

export const acceptance = { state: 'accepted', effect: 'accepted', stopUntil: null, code: null } as const
export const noAnswer = (code: string) =>
  ({ state: 'unknown', effect: 'unknown', stopUntil: null, code }) as const

/** What an answer makes of the attempt. */
export function changeBy({ attempt, outcome }: Answered, now: Date): Change {
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...acceptance,
        ...(outcome.receiptKey === undefined ? {} : { receiptKey: outcome.receiptKey }),
      }
    case 'unknown':
      return noAnswer('unknown')
    case 'refused':
      return refusal(attempt, outcome, now)
  }
}

function refusal(attempt: AttemptDoc, outcome: Extract<Outcome, { kind: 'refused' }>, now: Date): Change {
  const tries = attempt.tries + 1
  const again = outcome.retry !== 'never' && tries < mostTries
  return {
    effect: effectOf(outcome),
    stopUntil: stopUntil(outcome, now),
    state: again ? 'waiting' : 'refused',
    code: outcome.code,
    tries,
    receiptKey: null,
    receipt: null,
    ...(again ? { leaseUntil: new Date(now.getTime() + (outcome.retryAfterMs ?? 0)) } : {}),
  }
}

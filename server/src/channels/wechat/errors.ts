import type { RefusalEffect, Refused } from '../channel'

/**
 * The vendor's error codes and what each asks of us.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
interface Rule {
  meaning: string
  /** Absent: the same message is never sent again. */
  wait?: 'backoff' | 'jitter' | 'minute' | 'midnight'
  /** Absent: `refused`. */
  effect?: RefusalEffect
}

const RULES: Readonly<Record<number, Rule>> = {
  [-1]: { meaning: 'system busy', wait: 'backoff' },
  // The client has already asked for the token again and repeated the call once.
  40001: {
    meaning: 'access token refused twice: wrong secret, or two kinds of token mixed',
    effect: 'channelBroken',
  },
  40014: { meaning: 'access token refused twice', effect: 'channelBroken' },
  42001: { meaning: 'access token expired twice', effect: 'channelBroken' },
  40003: { meaning: 'openid is not one of this mini-program', effect: 'addressGone' },
  40013: { meaning: 'appid is wrong', effect: 'channelBroken' },
  40125: { meaning: 'secret is wrong', effect: 'channelBroken' },
  40243: { meaning: 'the secret is frozen in the console', effect: 'channelBroken' },
  40037: { meaning: 'template is not one of this mini-program', effect: 'templateBroken' },
  41030: { meaning: 'page is not in the released version', effect: 'templateBroken' },
  // Also what a spent one-time grant answers, and now and then a good one in a day of many messages. No second call the next
  // day: the next channel has told the person by then, and a new tap gives a new grant.
  43101: { meaning: 'the person has not granted this message', effect: 'grantGone' },
  43107: { meaning: 'subscribe messages are banned for this mini-program', effect: 'channelBroken' },
  43108: { meaning: 'another call for the same openid is under way', wait: 'jitter' },
  45009: { meaning: "the day's quota is spent", wait: 'midnight', effect: 'quotaSpent' },
  45011: { meaning: "the minute's quota is spent", wait: 'minute', effect: 'quotaSpent' },
  45168: { meaning: "the words were refused: somebody has to change the notice's title" },
  47003: { meaning: 'a field breaks its limit' },
  40164: { meaning: 'this address is not on the allow-list', effect: 'channelBroken' },
  61004: { meaning: 'this address is not on the allow-list', effect: 'channelBroken' },
  89501: { meaning: 'the administrator has not let this address in yet', effect: 'channelBroken' },
  89503: { meaning: 'the administrator has not let this address in yet', effect: 'channelBroken' },
  89506: { meaning: 'the administrator has refused this address', effect: 'channelBroken' },
  89507: { meaning: 'the administrator has refused this address', effect: 'channelBroken' },
  48001: { meaning: 'the interface is not open to this account', effect: 'channelBroken' },
}

const MINUTE = 60_000
const BACKOFF_MS = [MINUTE, 4 * MINUTE, 16 * MINUTE] as const

export function isTokenRefusal(code: number): boolean {
  return code === 40001 || code === 40014 || code === 42001
}

export interface RetryContext {
  /** How many definite refusals this attempt has had before this one. */
  tries: number
  now: Date
  /** 0 ≤ n < 1, so that callers who met at one openid do not meet there again. */
  jitter: number
}

export function refusal(code: number, message: string, context: RetryContext): Refused {
  const rule = RULES[code]
  return {
    kind: 'refused',
    code: String(code),
    ...retryOf(rule?.wait, context),
    effect: rule?.effect ?? 'refused',
    detail: [rule?.meaning, message].filter(Boolean).join(': '),
  }
}

/** No connection, or no token to call with: the message has not left. */
export function neverSent(detail: string, context: RetryContext): Refused {
  return { kind: 'refused', code: 'unreachable', effect: 'refused', ...retryOf('backoff', context), detail }
}

function retryOf(wait: Rule['wait'], context: RetryContext): Pick<Refused, 'retry' | 'retryAfterMs'> {
  switch (wait) {
    case 'backoff': {
      const pause = BACKOFF_MS[context.tries]
      return pause === undefined ? { retry: 'never' } : { retry: 'later', retryAfterMs: pause }
    }
    case 'jitter':
      return { retry: 'later', retryAfterMs: 2000 + Math.floor(context.jitter * 3000) }
    case 'minute':
      return { retry: 'later', retryAfterMs: untilNextMinute(context) }
    case 'midnight':
      return { retry: 'later', retryAfterMs: untilShanghaiMidnight(context.now) }
    default:
      return { retry: 'never' }
  }
}

/** The vendor counts by the minute; who waits does not come back all at once. */
const untilNextMinute = ({ now, jitter }: RetryContext): number =>
  MINUTE - (now.getTime() % MINUTE) + Math.floor(jitter * 3000)

const DAY = 24 * 60 * MINUTE
const SHANGHAI_OFFSET = 8 * 60 * MINUTE

/** The vendor counts its days in Beijing time, which has no summer time. */
export function untilShanghaiMidnight(now: Date): number {
  return DAY - ((now.getTime() + SHANGHAI_OFFSET) % DAY)
}

export type LoginFailure = 'codeInvalid' | 'blocked' | 'busy' | 'misconfigured'

/** Why a login code or a phone code brought nobody. */
export function loginFailure(result: { kind: string; code?: number }): LoginFailure {
  if (result.kind !== 'refused') return 'busy'
  switch (result.code) {
    case 40029:
    case 40163:
      return 'codeInvalid'
    case 40226:
      return 'blocked'
    case -1:
    case 45009:
    case 45011:
      return 'busy'
    default:
      return 'misconfigured'
  }
}

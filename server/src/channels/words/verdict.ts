import { setTimeout as delay } from 'node:timers/promises'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { untilShanghaiMidnight, type WeChatClient, type WechatResult, type WordsAsked } from '../wechat'

export type Asking = Pick<Deps, 'config' | 'clock' | 'wechat' | 'log'>

/** `later`: WeChat did not say. */
export type Verdict = { kind: 'pass' } | { kind: 'refused'; label: number } | { kind: 'later' }

/** Somebody waits for the answer. */
const patienceMs = 3000
/** After silence nobody else waits for a while. */
const pauseMs = 30_000
const minuteMs = 60_000

/** Until when a process does not ask, by its client. */
const paused = new WeakMap<WeChatClient, number>()

/** Whether it is worth asking at this moment. */
export const canAsk = ({ config, clock, wechat }: Asking): boolean =>
  wechatConnected(config) && clock.now().getTime() >= (paused.get(wechat) ?? 0)

/** What WeChat says of a text; within three seconds, whatever happens. */
export async function verdictOf(deps: Asking, asked: WordsAsked): Promise<Verdict> {
  if (!canAsk(deps)) return { kind: 'later' }
  const answer = await withPatience(deps.wechat.msgSecCheck(asked))
  if (answer.kind === 'ok') {
    const { suggest, label } = answer.value
    return suggest === 'pass' ? { kind: 'pass' } : { kind: 'refused', label }
  }
  const code = answer.kind === 'refused' ? answer.code : undefined
  // 内容含有违法违规内容: the first edition's answer, that of the words and not of a fault.
  if (code === 87014) return { kind: 'refused', label: 0 }
  const now = deps.clock.now()
  paused.set(deps.wechat, now.getTime() + pauseAfter(code, now))
  deps.log.warn({ failure: answer.kind, code }, 'words could not be checked by WeChat now')
  return { kind: 'later' }
}

async function withPatience<T>(call: Promise<WechatResult<T>>): Promise<WechatResult<T>> {
  const over = new AbortController()
  const late = delay(patienceMs, undefined, { signal: over.signal, ref: false }).then(
    (): WechatResult<T> => ({ kind: 'unknown', detail: 'no answer in time' }),
  )
  late.catch(() => undefined)
  try {
    return await Promise.race([call, late])
  } finally {
    over.abort()
  }
}

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html */
function pauseAfter(code: number | undefined, now: Date): number {
  switch (code) {
    // This person was not there within two hours, or is nobody of this mini-program: others can be asked about.
    case 61010:
    case 40003:
    case 43104:
      return 0
    case 44991:
    case 45011:
      return minuteMs - (now.getTime() % minuteMs)
    case 45009:
      return untilShanghaiMidnight(now)
    default:
      return pauseMs
  }
}

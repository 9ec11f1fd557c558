import { randomUUID } from 'node:crypto'
import { VendorError } from './types'
import type { Users } from './users'

export interface Verdict {
  suggest: 'pass' | 'review' | 'risky'
  /** 100 正常；10001 广告；20001 时政；20002 色情；20003 辱骂；20006 违法犯罪；20008 欺诈；20012 低俗；20013 版权；21000 其他 */
  label: number
}

/** What the vendor gives to try it with. */
const sample = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级'
const clean: Verdict = { suggest: 'pass', label: 100 }
const longest = 2500

/** 文本内容安全识别, version 2: https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html */
export class Words {
  #users: Users
  #bad = new Map<string, Verdict>([[sample, { suggest: 'risky', label: 20002 }]])

  constructor(users: Users) {
    this.#users = users
  }

  /** From now on a text with this in it gets that answer. */
  judge(word: string, verdict: Verdict): void {
    this.#bad.set(word, verdict)
  }

  check({ content, version, scene, openid }: Record<string, unknown>): Record<string, unknown> {
    if (typeof content !== 'string' || content === '') throw new VendorError(44002, 'empty post data')
    const fits = version === 2 && Array.from(content).length <= longest && typeof openid === 'string'
    if (!fits) throw new VendorError(47001, 'data format error')
    if (![1, 2, 3, 4].includes(scene as number)) throw new VendorError(40129, 'invalid scene')
    this.#users.requireVisit(openid)
    const found = [...this.#bad].find(([word]) => content.includes(word))
    const result = found?.[1] ?? clean
    return {
      errcode: 0,
      errmsg: 'ok',
      result,
      detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }],
      trace_id: randomUUID(),
    }
  }
}

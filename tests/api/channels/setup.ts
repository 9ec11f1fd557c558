import { WeChatClient, type WechatMessage, WechatSender } from '../../../server/src/channels/wechat'
import { OffsetClock } from '../../../server/src/clock'
import { type EmulatorOptions, startWeChatEmulator } from '../../../server/src/demo/wechat-emulator'

export const ONCE = 'template-once'
export const LONG = 'template-long'
export const SEND = '/cgi-bin/message/subscribe/send'
export const TOKEN = '/cgi-bin/stable_token'
export const OPENID = 'openid-of-a-villager'
export const MINUTE = 60_000

const fields = [
  { key: 'thing1', name: '事项' },
  { key: 'thing2', name: '标题' },
  { key: 'date3', name: '公开日期' },
]

/** The emulator and our client, over real HTTP, under one clock that only the test moves. */
export async function startPair(options: Partial<EmulatorOptions> & { timeoutMs?: number } = {}) {
  const clock = new OffsetClock({ now: () => new Date('2026-11-20T08:00:00Z') })
  const emulator = await startWeChatEmulator({
    clock,
    templates: [
      { templateId: ONCE, title: '村务公开通知', kind: 'once', fields },
      { templateId: LONG, title: '应急通知', kind: 'long', fields },
    ],
    pages: ['pages/notice/index'],
    ...options,
  })
  emulator.users.add({ openid: OPENID, phone: '13800000000' })
  const { url: baseUrl, appid, secret } = emulator
  const newClient = (more: object = {}) =>
    new WeChatClient({ appid, secret, clock, baseUrl, timeoutMs: options.timeoutMs ?? 10_000, ...more })
  const client = newClient()
  const channel = new WechatSender({ client, clock, jitter: () => 0 })
  return { clock, emulator, client, newClient, channel }
}

export type Pair = Awaited<ReturnType<typeof startPair>>

export function aMessage(changes: Partial<WechatMessage> = {}): WechatMessage {
  return {
    openid: OPENID,
    templateId: ONCE,
    page: 'pages/notice/index?id=n1',
    fields: { thing1: '土地经营权流转', thing2: '2026年三季度土地流转情况', date3: '2026年11月20日' },
    tries: 0,
    ...changes,
  }
}

export const accept = (templateId = ONCE) => [{ templateId, result: 'accept' as const }]
export const reject = (templateId = ONCE) => [{ templateId, result: 'reject' as const }]

import type { VendorBody } from './http'

/**
 * What the vendor pushes to us about subscribe messages.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/subscribe-message.html
 */
export type WechatEvent = PopupEvent | ChangeEvent | SentEvent

interface EventBase {
  openid: string
  templateId: string
  at: Date
}

/** The person answered the dialog asking for a grant. */
export interface PopupEvent extends EventBase {
  kind: 'popup'
  result: 'accept' | 'reject'
}

/** The person turned the messages of a template off in WeChat's own settings. */
export interface ChangeEvent extends EventBase {
  kind: 'change'
  result: 'accept' | 'reject'
}

/** The receipt: `code` 0 is delivered, anything else is not. May come before the answer to the call. */
export interface SentEvent extends EventBase {
  kind: 'sent'
  msgId: string
  code: number
  status: string
}

/** What a push tells of subscribe messages: nothing of another kind; undefined where it is of this kind and cannot be read. */
export function eventsOf(body: VendorBody): WechatEvent[] | undefined {
  const name = body.MsgType === 'event' && typeof body.Event === 'string' ? body.Event : ''
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!read) return []
  const seconds = integerOf(body.CreateTime)
  if (typeof body.FromUserName !== 'string' || seconds === undefined) return undefined
  if (seconds < 0 || seconds > 8.64e12) return undefined
  const base = { openid: body.FromUserName, at: new Date(seconds * 1000) }
  const events = listOf(body).flatMap((entry) => {
    const templateId = entry.TemplateId
    const event = typeof templateId === 'string' ? read({ ...base, templateId }, entry) : undefined
    return event ? [event] : []
  })
  return events.length > 0 ? events : undefined
}

const READERS: Readonly<Record<string, (base: EventBase, entry: VendorBody) => WechatEvent | undefined>> = {
  subscribe_msg_popup_event: (base, entry) => choice('popup', base, entry),
  subscribe_msg_change_event: (base, entry) => choice('change', base, entry),
  subscribe_msg_sent_event: (base, entry) => {
    const msgId = entry.MsgID ?? entry.MsgId
    const code = integerOf(entry.ErrorCode)
    if (typeof msgId !== 'string' || code === undefined) return undefined
    return {
      ...base,
      kind: 'sent',
      msgId,
      code,
      status: typeof entry.ErrorStatus === 'string' ? entry.ErrorStatus : '',
    }
  },
}

/** An acceptance may say how the message is to be shown: acceptWithAlert and others. */
function choice<K extends 'popup' | 'change'>(kind: K, base: EventBase, entry: VendorBody) {
  const told = entry.SubscribeStatusString
  if (told !== 'reject' && !(typeof told === 'string' && /^accept(With\w+)?$/.test(told))) return undefined
  return { ...base, kind, result: told === 'reject' ? ('reject' as const) : ('accept' as const) }
}

/** One entry is an object, several are an array; under the event's own name in some of the vendor's samples. */
function listOf(body: VendorBody): VendorBody[] {
  const wrapped = body.SubscribeMsgPopupEvent ?? body.SubscribeMsgChangeEvent ?? body.SubscribeMsgSentEvent
  const list: unknown = body.List ?? (isRecord(wrapped) ? wrapped.List : undefined)
  return (Array.isArray(list) ? list : [list]).filter(isRecord)
}

/** Documented as a string, sent as a number, or the other way round. */
function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}

function isRecord(value: unknown): value is VendorBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

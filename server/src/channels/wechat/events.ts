import type { VendorBody } from './http'

/**
 * What the vendor pushes to us.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/subscribe-message.html
 */
export type WechatEvent = PopupEvent | ChangeEvent | SentEvent | RevokedEvent | MediaEvent

interface MessageEvent {
  openid: string
  templateId: string
  at: Date
}

/** The person answered the dialog asking for a grant. */
export interface PopupEvent extends MessageEvent {
  kind: 'popup'
  result: 'accept' | 'reject'
}

/** The person turned the messages of a template off in WeChat's own settings. */
export interface ChangeEvent extends MessageEvent {
  kind: 'change'
  result: 'accept' | 'reject'
}

/** The receipt: `code` 0 is delivered, anything else is not. May come before the answer to the call. */
export interface SentEvent extends MessageEvent {
  kind: 'sent'
  msgId: string
  code: number
  status: string
}

/**
 * The person took back what they gave the mini-program, or closed their WeChat account.
 * https://developers.weixin.qq.com/miniprogram/dev/server/event_push/platform/authorized_user_information_changes
 */
export interface RevokedEvent {
  kind: 'revoked'
  openid: string
  what: 'authorization' | 'account'
  /** Of an authorization, the vendor's number: 8 手机号, 14 选中的图片或视频, 15 选中的文件 and others; '': all. */
  info: string
  at: Date
}

/**
 * A picture was looked at (`mediaCheckAsync`).
 * https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_mediacheckasync.html
 */
export interface MediaEvent {
  kind: 'media'
  traceId: string
  /** Null: it could not be loaded. */
  suggest: 'pass' | 'review' | 'risky' | null
  label: number
  at: Date
}

/** What a push tells us of: nothing of another kind; undefined where it is of this kind and cannot be read. */
export function eventsOf(body: VendorBody): WechatEvent[] | undefined {
  // `Event` in the vendor's table, `event` in its samples.
  const isEvent = typeof body.MsgType === 'string' && body.MsgType.toLowerCase() === 'event'
  const name = isEvent && typeof body.Event === 'string' ? body.Event : ''
  const isMessage = Object.hasOwn(READERS, name)
  const isOther = Object.hasOwn(OTHERS, name)
  if (!isMessage && !isOther) return []
  const seconds = integerOf(body.CreateTime)
  if (seconds === undefined || seconds < 0 || seconds > 8.64e12) return undefined
  const at = new Date(seconds * 1000)
  const events = isMessage ? messageEvents(body, READERS[name], at) : [OTHERS[name]?.(body, at)]
  const read = events.filter((event) => event !== undefined)
  return read.length > 0 ? read : undefined
}

type Reader = (base: MessageEvent, entry: VendorBody) => WechatEvent | undefined

function messageEvents(body: VendorBody, read: Reader | undefined, at: Date): (WechatEvent | undefined)[] {
  const { FromUserName: openid } = body
  if (typeof openid !== 'string') return []
  return listOf(body).map(({ TemplateId: templateId, ...entry }) =>
    typeof templateId === 'string' ? read?.({ openid, at, templateId }, entry) : undefined,
  )
}

const OTHERS: Readonly<Record<string, (body: VendorBody, at: Date) => WechatEvent | undefined>> = {
  user_authorization_revoke: (body, at) => revoked('authorization', body, at),
  user_authorization_cancellation: (body, at) => revoked('account', body, at),
  wxa_media_check({ trace_id: traceId, errcode, result }, at) {
    if (typeof traceId !== 'string' || traceId === '') return undefined
    if (integerOf(errcode ?? 0) !== 0) return { kind: 'media', traceId, suggest: null, label: 0, at }
    const { suggest, label } = isRecord(result) ? result : {}
    if (suggest !== 'pass' && suggest !== 'review' && suggest !== 'risky') return undefined
    return { kind: 'media', traceId, suggest, label: integerOf(label) ?? 0, at }
  },
}

/**
 * The person is named beside: it is the platform that sends it. What is taken back decides what is deleted, so an event that does
 * not say it is not read.
 */
function revoked(what: RevokedEvent['what'], body: VendorBody, at: Date): RevokedEvent | undefined {
  const { OpenID: openid, RevokeInfo: info } = body
  if (typeof openid !== 'string' || openid === '') return undefined
  if (what === 'authorization' && info === undefined) return undefined
  return { kind: 'revoked', openid, what, info: info === undefined ? '' : String(info), at }
}

const READERS: Readonly<Record<string, Reader>> = {
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
function choice<K extends 'popup' | 'change'>(kind: K, base: MessageEvent, entry: VendorBody) {
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

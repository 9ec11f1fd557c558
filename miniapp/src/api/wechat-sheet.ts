import { ApiError } from './errors'

export interface GrantResult {
  templateId: string
  result: 'accept' | 'reject' | 'ban' | 'filter'
}

/** Why WeChat shows no sheet, where the person can change it in WeChat's own settings. */
export type Closed = 'mainSwitch' | 'kept'

const known = new Set<unknown>(['accept', 'reject', 'ban', 'filter'])
const isResult = (value: unknown): value is GrantResult['result'] => known.has(value)

/** An acceptance may say how the message is to be shown: acceptWithAlert, acceptWithAudio, acceptWithForcePush. */
export function resultOf(value: unknown): GrantResult['result'] {
  if (typeof value === 'string' && /^accept(With\w+)?$/.test(value)) return 'accept'
  return isResult(value) ? value : 'reject'
}

const network = '网络不太好，微信的授权窗口没有打开。请过一会儿再点一次。'
const template = '微信里的这个提醒还没设置好，请告诉村里，由管理员来改。'
const other = '微信没有弹出授权窗口，请退出小程序再进来，再点一次。'

/** https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html */
const sentences: Readonly<Record<number, string>> = {
  10002: network,
  10003: network,
  10005: '刚才小程序退到了后台，授权窗口没有打开。请再点一次。',
  20001: template,
  20002: template,
  20005: '微信停了这个小程序的提醒，恢复以前请在“消息”里看。',
}

/** What a failure of the sheet means: closed by the person, or an error with its sentence. */
export function sheetFailure(failure: unknown): Closed | ApiError {
  const { errCode, errMsg } = (failure ?? {}) as { errCode?: unknown; errMsg?: unknown }
  // Old clients tell the main switch in words alone.
  if (errCode === 20004 || /main switch/i.test(String(errMsg))) return 'mainSwitch'
  const code = typeof errCode === 'number' ? errCode : 0
  const sentence = sentences[code] ?? other
  return new ApiError(sentence === network ? 0 : 409, 'wechat', sentence)
}

/** What `getSetting` tells with `withSubscriptions`: only templates with “总是保持以上选择” are in `itemSettings`. */
export interface SubscriptionsSetting {
  mainSwitch?: boolean
  itemSettings?: Record<string, string>
}

/** Whether the settings keep WeChat from asking for any of the templates. */
export function closedBy(
  setting: SubscriptionsSetting | undefined,
  templateIds: readonly string[],
): Closed | null {
  if (setting?.mainSwitch === false) return 'mainSwitch'
  const kept = setting?.itemSettings ?? {}
  return templateIds.every((id) => kept[id] === 'reject') ? 'kept' : null
}

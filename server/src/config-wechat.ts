import Type from 'typebox'

/** The part of the environment that connects this installation to WeChat. */
export const wechatEnvironment = {
  WECHAT_APPID: Type.String({
    default: '',
    description:
      'AppID of the mini-program; given together with AppSecret, token and both templates, or all of them later',
  }),
  WECHAT_SECRET: Type.String({
    default: '',
    description: 'AppSecret of the mini-program',
  }),
  WECHAT_EVENT_TOKEN: Type.String({
    default: '',
    description: 'Token that signs event pushes',
  }),
  WECHAT_EVENT_AES_KEY: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9]{43})?$',
    description:
      'EncodingAESKey of event pushes, 43 characters; needed in 安全模式, used in 兼容模式; empty: 明文模式',
  }),
  WECHAT_EVENT_MODE: Type.String({
    default: 'auto',
    pattern: '^(auto|plain|compatible|safe)$',
    description:
      'Mode of event pushes in the console (明文 plain, 兼容 compatible, 安全 safe); what comes in another is refused; auto: encrypted where there is an EncodingAESKey, else plain',
  }),
  WECHAT_STATE: Type.String({
    default: 'formal',
    pattern: '^(formal|trial|developer)$',
    description:
      'Edition of the mini-program that a message and a code open: formal 正式版, trial 体验版, developer 开发版',
  }),
  WECHAT_DAILY_QUOTA: Type.String({
    default: '10000000',
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'Subscribe messages a day that the vendor allows, over all processes',
  }),
  WECHAT_CALLS_PER_SECOND: Type.String({
    default: '0',
    pattern: '^[0-9]{1,4}$',
    description:
      'Subscribe messages a second at most, over all processes; 0: as fast as the vendor takes them',
  }),
  WECHAT_BASE_URL: Type.String({
    default: 'https://api.weixin.qq.com',
    pattern: '^https?://.+$',
    description: 'Address of the WeChat API',
  }),
  WECHAT_TEMPLATE_PUBLISHED: Type.String({
    default: 'demo-published',
    description: 'Template id of 村务公开通知',
  }),
  WECHAT_TEMPLATE_EMERGENCY: Type.String({
    default: 'demo-emergency',
    description: 'Template id of 应急通知',
  }),
}

type Known = Record<keyof typeof wechatEnvironment, string>

export interface CallLimits {
  daily: number
  rate?: { calls: number; windowMs: number }
}

export interface WechatConfig {
  appid: string
  secret: string
  eventToken: string
  /** Empty: events come as they are. */
  eventAesKey: string
  eventMode: 'auto' | 'plain' | 'compatible' | 'safe'
  /** How many calls at most, over all processes. */
  limits: CallLimits
  /** Which edition of the mini-program a message and a code open. */
  state: 'formal' | 'trial' | 'developer'
  baseUrl: string
  templates: { published: string; emergency: string }
}

function wechatLimits(known: Known): CallLimits {
  const calls = Number(known.WECHAT_CALLS_PER_SECOND)
  const daily = Number(known.WECHAT_DAILY_QUOTA)
  return calls === 0 ? { daily } : { daily, rate: { calls, windowMs: 1000 } }
}

export const readWechat = (known: Known): WechatConfig => ({
  appid: known.WECHAT_APPID,
  secret: known.WECHAT_SECRET,
  eventToken: known.WECHAT_EVENT_TOKEN,
  eventAesKey: known.WECHAT_EVENT_AES_KEY,
  eventMode: known.WECHAT_EVENT_MODE as WechatConfig['eventMode'],
  limits: wechatLimits(known),
  state: known.WECHAT_STATE as WechatConfig['state'],
  baseUrl: known.WECHAT_BASE_URL,
  templates: { published: known.WECHAT_TEMPLATE_PUBLISHED, emergency: known.WECHAT_TEMPLATE_EMERGENCY },
})

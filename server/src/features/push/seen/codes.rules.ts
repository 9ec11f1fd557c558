import type { ChannelName, Effect } from '../../../channels/channel'

/** Whom a sentence is for: the person, or the office that supports them. */
export type Voice = 'self' | 'office'

export const channelNames: Readonly<Record<ChannelName, string>> = {
  wechat: '微信',
  sms: '短信',
  email: '邮件',
}

interface Said {
  self: string
  office: string
  /** The channel whose answer it is. */
  of: ChannelName | null
}

const same = (text: string, of: ChannelName | null = null): Said => ({ self: text, office: text, of })

/** Why a channel cannot reach somebody: the codes of our own channels. */
const reach: Readonly<Record<string, Said>> = {
  noAccount: { self: '您还没有用微信登录过', office: '没有用微信登录过', of: 'wechat' },
  noGrant: {
    self: '您的微信提醒次数用完了，或者还没有允许过',
    office: '没有允许微信提醒，或者次数用完了',
    of: 'wechat',
  },
  lastGrantKept: same('微信提醒只剩 1 次，留给应急信息和自己家的事', 'wechat'),
  notConnected: same('这里还没有接上微信', 'wechat'),
  smsOff: same('这里没有接短信', 'sms'),
  smsUrgentOnly: same('短信只发应急信息和与自己家有关的', 'sms'),
  noPhone: { self: '登记册里没有您的手机号', office: '登记册里没有手机号', of: 'sms' },
  capSpent: same('本月的短信费用完了', 'sms'),
  emailOff: { self: '您没有开邮件提醒', office: '没有开邮件提醒', of: 'email' },
  noAddress: { self: '您还没有留邮箱', office: '没有留邮箱', of: 'email' },
  addressGone: { self: '您的邮箱收不到，已经停用', office: '邮箱收不到，已经停用', of: 'email' },
  channelsOff: { self: '您把手机上的提醒都关了', office: '没有开手机上的提醒', of: null },
}

/** A vendor's own word, in plain Chinese. */
const vendor: Readonly<Record<string, Said>> = {
  43101: { self: '微信说：您没有允许这次提醒', office: '微信说：没有允许这次提醒', of: 'wechat' },
  40003: { self: '微信说：您原来的微信账号不用了', office: '微信说：原来的微信账号不用了', of: 'wechat' },
  45009: same('微信说：今天的发送次数用完了', 'wechat'),
  45168: same('微信不让发这些文字', 'wechat'),
  47003: same('微信说：有一项文字太长或格式不对', 'wechat'),
  43107: same('微信说：小程序的提醒被封了', 'wechat'),
  unreachable: same('连不上服务商'),
  settled: same('发之前已经有结果了'),
  noAnswer: same('发出去了，没有回音'),
  noRecord: same('没有留下发送记录'),
}

const byEffect: Readonly<Record<Effect, Said>> = {
  accepted: same('已发到'),
  unknown: same('发出去了，没有回音'),
  refused: same('服务商没有收'),
  grantGone: same('服务商说：没有允许这次提醒'),
  addressGone: same('服务商说：号码或账号不能用了'),
  templateBroken: same('提醒的格式没有通过，正在等管理人员处理'),
  quotaSpent: same('今天的发送次数用完了'),
  channelBroken: same('整个渠道不通，正在等管理人员处理'),
}

/** Why nothing was sent: what a match was dropped for. */
const dropped: Readonly<Record<string, Said>> = {
  withdrawn: same('发之前已经撤回'),
  takenDown: same('发之前已经撤下'),
  notPublished: same('现在没有公开'),
  done: same('这件事已经有人办了'),
  expired: same('过了有效期，不再发'),
  read: { self: '您已经在“消息”里看过了', office: '自己已经看过了', of: null },
  muted: { self: '您选了这一条或这一项不再提醒', office: '自己选了不再提醒', of: null },
  householdOff: { self: '您关了“与我家有关”的提醒', office: '自己关了“与我家有关”的提醒', of: null },
  unsubscribed: { self: '发之前您已经取消订阅', office: '发之前已经取消订阅', of: null },
  noAccess: { self: '这条现在不对您公开', office: '现在不对他公开', of: null },
  told: same('有更新的内容，已经一起告诉了'),
  quiet: same('只放在“消息”里，不打扰'),
  cancelled: same('管理人员取消了发送'),
}

/** Why somebody still waits. */
const waiting: Readonly<Record<string, Said>> = {
  digest: same('等汇总时一起告诉'),
  quiet: same('等免打扰结束'),
  burst: same('刚才条数太多，合成一条再告诉'),
  soon: same('正在发'),
  receipt: same('发出去了，在等回音'),
}

const known = (code: string): Said | undefined =>
  reach[code] ?? vendor[code] ?? dropped[code] ?? waiting[code]

/** A plain sentence for a code; a vendor's unknown code is named, so that whoever runs the service can look it up. */
export function codeText(code: string, voice: Voice, effect: Effect | null = null): string {
  const said = known(code)
  if (said) return said[voice]
  const general = effect ? byEffect[effect] : byEffect.refused
  return `${general[voice]}（代码 ${code}）`
}

/** The channel that gives this answer; null: none in particular. */
export const channelOfCode = (code: string | null): ChannelName | null =>
  code === null ? null : (reach[code]?.of ?? vendor[code]?.of ?? null)

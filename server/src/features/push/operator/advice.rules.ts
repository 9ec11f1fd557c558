import type { ChannelName, Effect } from '../../../channels/channel'

/** What only whoever runs the service can mend, by the vendor's code. */
const wechat: Readonly<Record<string, string>> = {
  40001: '微信不认密钥：到公众平台重置 AppSecret，改 WECHAT_SECRET 后重启。',
  40014: '微信不认令牌：核对 WECHAT_APPID 和 WECHAT_SECRET。',
  42001: '微信令牌总是过期：核对服务器时间，看看有没有别的程序也在换令牌。',
  40013: 'AppID 不对：核对 WECHAT_APPID。',
  40125: 'AppSecret 不对：核对 WECHAT_SECRET。',
  40037: '模板编号不对：到公众平台核对模板，改 WECHAT_TEMPLATE_…。',
  41030: '小程序页面还没有发布：先发布这个版本。',
  43107: '小程序的订阅消息被封了：到公众平台看站内信，申诉。',
  43101: '村民的提醒次数用完了，不用处理；他下次点“再提醒我”就有了。',
  40003: '这个人换了微信或注销了，不用处理。',
  45009: '今天的额度用完了，过了零点自动接着发。',
  47003: '有一项文字太长或格式不对：把编号和时间告诉开发者。',
  45168: '微信不让发这些文字：请村里换个标题，更正后再发。',
  40164: '服务器的地址不在白名单里：到公众平台“IP白名单”里加上。',
  61004: '服务器的地址不在白名单里：到公众平台“IP白名单”里加上。',
  48001: '小程序没有订阅消息的权限：到公众平台开通。',
}

/** Of whatever vendor. */
const byEffect: Readonly<Record<Effect, string | null>> = {
  accepted: null,
  unknown: '发出后没有回音，可能已经收到，不会再用这个渠道重发。偶尔几条不用处理；很多就看网络。',
  refused: null,
  grantGone: '对方没有授权，不用处理。',
  addressGone: '对方的号码或账号不能用了，请村里核对。',
  templateBroken: '模板或签名没有通过：到服务商控制台核对，改好后十分钟内自动再试。',
  quotaSpent: '额度用完了，到时间自动接着发；急用就到服务商那里加额度。',
  channelBroken: '整个渠道都不通：核对密钥、余额和白名单，改好后十分钟内自动再试。',
}

/** One sentence for whoever runs the service; null where there is nothing to be done. */
export function adviceFor(channel: ChannelName, effect: Effect, code: string | null): string | null {
  const known = channel === 'wechat' && code !== null ? wechat[code] : undefined
  if (known !== undefined) return known
  if (code === 'unreachable') return '连不上服务商：看服务器的网络和防火墙。'
  return byEffect[effect]
}

import { isIP } from 'node:net'

/** Why this environment makes no release, one sentence each; empty when it does. */
export function faultsOf({
  API_BASE = '',
  WECHAT_APPID = '',
  WECHAT_VERSION = '',
  WECHAT_SECRET = '',
  WECHAT_TEMPLATE_PUBLISHED = '',
  WECHAT_TEMPLATE_EMERGENCY = '',
}) {
  const faults = []
  if (!isPublicOrigin(API_BASE)) {
    faults.push(
      'API_BASE 要写服务的 https 域名，例如 API_BASE=https://hutang.example.gov.cn（不能是 IP、本机，末尾不带路径）。',
    )
  }
  if (isStandIn(WECHAT_APPID)) {
    faults.push(
      `WECHAT_APPID 写的 ${WECHAT_APPID} 是占位的，不是真的小程序：请写公众平台“开发管理”里的 AppID。`,
    )
  } else if (!/^wx[0-9a-f]{16}$/.test(WECHAT_APPID)) {
    faults.push(
      'WECHAT_APPID 要写小程序的 AppID：wx 开头，后面 16 位数字或小写字母 a–f，在微信公众平台“开发管理”里。',
    )
  }
  if (!/^(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){2}$/.test(WECHAT_VERSION)) {
    faults.push('WECHAT_VERSION 要写这一版的版本号，三段数字，比上一版大，例如 WECHAT_VERSION=1.2.0。')
  }
  if (WECHAT_SECRET !== '' && (WECHAT_TEMPLATE_PUBLISHED === '' || WECHAT_TEMPLATE_EMERGENCY === '')) {
    faults.push(
      '写了 WECHAT_SECRET，就要核对订阅消息的模板：请把 WECHAT_TEMPLATE_PUBLISHED 和 WECHAT_TEMPLATE_EMERGENCY 也写上。',
    )
  }
  return faults
}

/** What stands in examples and in DevTools where there is no account: a tourist's, or one sign again and again. */
const isStandIn = (appid) => /^touristappid$/i.test(appid) || /^wx(.)\1{15}$/.test(appid)

/** Names that no public server answers to: RFC 2606, RFC 6762, RFC 9476. */
const isPublicName = (name) =>
  /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(name) &&
  !/\.(?:local|localhost|test|example|invalid|internal|alt)$/.test(name)

// WeChat takes no address without https, and a phone would find no service at this machine's own.
// https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
function isPublicOrigin(text) {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  const bare = hostname.replace(/^\[|\]$/g, '')
  return protocol === 'https:' && origin === text && isIP(bare) === 0 && isPublicName(bare)
}

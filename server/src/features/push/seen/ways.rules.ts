import type { WayOut } from '@hutang/shared'

const subscriptions: WayOut = { text: '去“我的订阅”', page: '/account/subscriptions/index' }
const grant: WayOut = { text: '允许微信提醒', page: '/account/subscriptions/index' }

export const ways = {
  subscriptions,
  grant,
  address: { text: '去留邮箱', page: '/account/subscriptions/index' },
  signIn: { text: '用微信登录', page: '/account/login/index' },
  verify: { text: '去认证', page: '/account/verify/index' },
  visits: { text: '看公开栏', page: '/pages/catalogue/index' },
} as const satisfies Record<string, WayOut>

const byCode: Readonly<Record<string, WayOut>> = {
  noGrant: grant,
  lastGrantKept: grant,
  43101: grant,
  grantGone: grant,
  noAccount: ways.signIn,
  40003: ways.signIn,
  emailOff: ways.address,
  noAddress: ways.address,
  addressGone: ways.address,
  channelsOff: subscriptions,
  muted: subscriptions,
  householdOff: subscriptions,
  unsubscribed: subscriptions,
}

/** What the person can do about a code; null: nothing is to be done, or not by them. */
export const wayOf = (code: string | null): WayOut | null => (code === null ? null : (byCode[code] ?? null))

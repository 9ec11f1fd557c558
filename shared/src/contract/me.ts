import {
  Cursor,
  Id,
  Instant,
  ItemNo,
  Limit,
  nullable,
  object,
  oneOf,
  page,
  RegionCode,
  route,
  type Static,
  Type,
} from './base'
import { NoticeLine, textSizes, Wish } from './domain'
import { User } from './user'

/** A whole village (`item` and `category` absent), one category, or one item. */
export const SubscriptionWish = object({
  region: RegionCode,
  category: Type.Optional(Type.String({ title: '类别', maxLength: 20 })),
  item: Type.Optional(ItemNo),
  wish: Wish,
})

export const SubscriptionView = object({
  id: Id,
  ...SubscriptionWish.properties,
  regionName: Type.String(),
  label: Type.String({ description: 'what is subscribed, in words' }),
  since: Instant,
})

export const InboxEntry = object({
  id: Id,
  notice: NoticeLine,
  kind: oneOf(['published', 'corrected', 'withdrawn', 'takenDown', 'leaked', 'reminder'], {
    description: 'leaked: it was the own household’s data, the title says what and whom to call',
  }),
  reasons: Type.Array(Type.String(), { description: 'why it is here: 订阅了财务公开, 与我家有关, …' }),
  at: Instant,
  changes: Type.Array(Type.String(), {
    description: 'of a correction: what changed for the own household, old and new, one sentence each',
  }),
  readAt: nullable(Instant),
})

export const Preferences = object({
  textSize: oneOf(textSizes, { title: '文字大小' }),
  quietFrom: Type.String({
    title: '免打扰开始',
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description: 'Asia/Shanghai; equal to quietTo: no quiet hours',
  }),
  quietTo: Type.String({ title: '免打扰结束', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  wechat: Type.Boolean({ title: '微信提醒' }),
})

export const GrantTemplate = object({ templateId: Type.String(), title: Type.String(), long: Type.Boolean() })

export const meRoutes = {
  'GET /api/me': route({ summary: 'The signed-in account', tag: 'me', auth: 'required', response: User }),
  'PUT /api/me': route({
    summary: 'Change the shown name',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ name: Type.String({ title: '称呼', minLength: 1, maxLength: 20 }) }),
    response: User,
  }),
  'GET /api/me/subscriptions': route({
    summary: 'What the account is subscribed to',
    tag: 'me',
    auth: 'required',
    response: object({ subscriptions: Type.Array(SubscriptionView) }),
  }),
  'PUT /api/me/subscriptions': route({
    summary: 'The whole list: what is absent ends, what is new begins now',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ subscriptions: Type.Array(SubscriptionWish, { title: '订阅', maxItems: 200 }) }),
    response: object({ subscriptions: Type.Array(SubscriptionView) }),
  }),
  'GET /api/me/preferences': route({
    summary: 'How to be told',
    tag: 'me',
    auth: 'required',
    response: Preferences,
  }),
  'PUT /api/me/preferences': route({
    summary: 'Change how to be told',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: Preferences,
    response: Preferences,
  }),
  'GET /api/me/inbox': route({
    summary: 'The inbox, newest first',
    tag: 'me',
    auth: 'required',
    query: object({ cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }),
    response: object({ ...page(InboxEntry).properties, unread: Type.Integer() }),
  }),
  'POST /api/me/inbox/read': route({
    summary: 'Mark entries as read; without a list, all of them',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ ids: Type.Optional(Type.Array(Id, { maxItems: 200 })) }),
    response: object({ unread: Type.Integer() }),
  }),
  'POST /api/me/grants': route({
    summary: "What wx.requestSubscribeMessage answered: the client's report of WeChat grants",
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({
      results: Type.Array(
        object({
          templateId: Type.String({ maxLength: 64 }),
          result: oneOf(['accept', 'reject', 'ban', 'filter']),
        }),
        { maxItems: 5 },
      ),
    }),
    response: object({ grants: Type.Array(object({ templateId: Type.String(), free: Type.Integer() })) }),
  }),
}

export type SubscriptionWish = Static<typeof SubscriptionWish>
export type SubscriptionView = Static<typeof SubscriptionView>
export type InboxEntry = Static<typeof InboxEntry>
export type Preferences = Static<typeof Preferences>
export type GrantTemplate = Static<typeof GrantTemplate>

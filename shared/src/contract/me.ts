import { needs } from '../rules/policies/types'
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
import { NoticeLine } from './domain'
import { textSizes } from './text-size'
import { User } from './user'

export const pushFrequencies = ['immediate', 'daily', 'weekly'] as const
/** The channels that reach a phone in a pocket; the inbox is written whatever they do. */
export const outwardChannels = ['wechat', 'sms', 'email'] as const

/** What of policies is followed: one of these, or, with none, every policy of the place. */
export const PolicyTopicSchema = object(
  {
    id: Type.Optional(Id),
    need: Type.Optional(oneOf(needs, { title: '需求' })),
    industry: Type.Optional(
      Type.String({
        title: '行业',
        pattern: '^[A-T][0-9]{0,4}$',
        description: '门类 or 大类; what is named more exactly is followed by its 大类',
      }),
    ),
    office: Type.Optional(Type.String({ title: '发文机关', minLength: 2, maxLength: 60 })),
  },
  { title: 'PolicyTopic' },
)

/** What is followed: a region, or of it one category, one item or one word, or its policies. */
export const SubscriptionWish = object({
  region: RegionCode,
  below: Type.Optional(
    Type.Boolean({
      title: '连同下面的村镇',
      description: 'with every township and village below the region',
    }),
  ),
  category: Type.Optional(Type.String({ title: '类别', maxLength: 20 })),
  item: Type.Optional(ItemNo),
  word: Type.Optional(
    Type.String({
      title: '关键词',
      minLength: 2,
      maxLength: 20,
      description: 'told when it stands in what a visitor may read of a publication',
    }),
  ),
  policy: Type.Optional(PolicyTopicSchema),
})

export const SubscriptionView = object({
  id: Id,
  ...SubscriptionWish.properties,
  regionName: Type.String(),
  label: Type.String({ description: 'what is subscribed, in words' }),
  since: Instant,
})

/** What a person follows. */
export const Followed = object({
  subscriptions: Type.Array(SubscriptionView),
  when: Type.String({ description: 'when they are told, in words: 马上告诉您, 每天傍晚6点半汇总告诉您' }),
})

export const InboxEntry = object({
  id: Id,
  notice: NoticeLine,
  kind: oneOf(['published', 'corrected', 'withdrawn', 'takenDown', 'leaked', 'reminder', 'work', 'status'], {
    description: 'leaked: it was the own household’s data, the title says what and whom to call',
  }),
  mark: nullable(Type.String({ description: 'of what its kind does not say well: 账号变动, 兑现' })),
  reasons: Type.Array(Type.String(), { description: 'why it is here: 订阅了财务公开, 与我家有关, …' }),
  at: Instant,
  changes: Type.Array(Type.String(), {
    description: 'of a correction: what changed for the own household, old and new, one sentence each',
  }),
  readAt: nullable(Instant),
})

/** HH:00 or HH:30, Asia/Shanghai. */
const HalfHour = Type.String({ title: '几点', pattern: '^([01][0-9]|2[0-3]):[03]0$' })

export const Preferences = object({
  textSize: oneOf(textSizes, { title: '文字大小' }),
  frequency: oneOf(pushFrequencies, {
    title: '多久告诉一次',
    description: 'immediate: each publication by itself; daily, weekly: one message over all of them',
  }),
  hour: HalfHour,
  weekday: Type.Integer({
    title: '星期几',
    minimum: 1,
    maximum: 7,
    description: '1 is Monday; of a weekly digest',
  }),
  channels: Type.Array(oneOf(outwardChannels), {
    title: '怎么告诉',
    maxItems: 3,
    uniqueItems: true,
    description: 'in the order in which they are tried; absent is off, and the inbox always has everything',
  }),
  quietFrom: Type.String({
    title: '免打扰开始',
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description: 'Asia/Shanghai; equal to quietTo: no quiet hours',
  }),
  quietTo: Type.String({ title: '免打扰结束', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  household: Type.Boolean({
    title: '与我家有关',
    description: 'false: what concerns the own household lies in the inbox and is not sent',
  }),
  personal: Type.Optional(
    Type.Boolean({
      title: '按我的企业推送政策',
      description:
        'false: nothing is picked for the person by the profile of their enterprise; what they follow is told as before. Absent: as it was',
    }),
  ),
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
    response: Followed,
  }),
  'PUT /api/me/subscriptions': route({
    summary: 'The whole list: what is absent ends, what is new begins now',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ subscriptions: Type.Array(SubscriptionWish, { title: '订阅', maxItems: 200 }) }),
    response: Followed,
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
export type PushFrequency = (typeof pushFrequencies)[number]
export type OutwardChannel = (typeof outwardChannels)[number]
export type GrantTemplate = Static<typeof GrantTemplate>

import {
  Cursor,
  Done,
  Id,
  IdParams,
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
import { NoticeLine, RegionRef, textSizes, User, Wish } from './domain'

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
  kind: oneOf(['published', 'corrected', 'withdrawn', 'takenDown', 'reminder']),
  reasons: Type.Array(Type.String(), { description: 'why it is here: 订阅了财务公开, 与我家有关, …' }),
  at: Instant,
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

export const Claim = object({
  id: Id,
  region: RegionRef,
  householdCode: Type.String(),
  name: Type.String(),
  state: oneOf(['open', 'confirmed', 'refused', 'closed']),
  openedAt: Instant,
  reason: nullable(Type.String()),
})

export const HouseholdView = object({
  region: RegionRef,
  household: Id,
  code: Type.String(),
  group: Type.String(),
  members: Type.Array(
    object({
      resident: Id,
      name: Type.String(),
      me: Type.Boolean(),
      memberOf: Type.Boolean({ description: '集体经济组织成员' }),
      accounts: Type.Array(object({ account: Id, since: Instant }), {
        description: 'accounts verified as this resident',
      }),
    }),
  ),
  notices: Type.Array(NoticeLine, { description: 'notices with a row of this household' }),
})

const ClaimId = IdParams

export const meRoutes = {
  'GET /api/me': route({ summary: 'The signed-in account', tag: 'me', auth: 'required', response: User }),
  'PUT /api/me': route({
    summary: 'Change the shown name',
    tag: 'me',
    auth: 'required',
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
    body: object({ ids: Type.Optional(Type.Array(Id, { maxItems: 200 })) }),
    response: object({ unread: Type.Integer() }),
  }),
  'POST /api/me/grants': route({
    summary: "What wx.requestSubscribeMessage answered: the client's report of WeChat grants",
    tag: 'me',
    auth: 'required',
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
  'GET /api/me/household': route({
    summary: 'My household, its members and what concerns it',
    tag: 'me',
    auth: 'required',
    response: HouseholdView,
    errors: [404],
  }),
  'POST /api/me/claims': route({
    summary: 'Claim to be a resident of a household; opens a claim whatever the name',
    tag: 'verification',
    auth: 'required',
    status: 202,
    body: object({
      region: RegionCode,
      householdCode: Type.String({ title: '户号', minLength: 1, maxLength: 20 }),
      name: Type.String({ title: '姓名', minLength: 1, maxLength: 20 }),
    }),
    response: Claim,
    errors: [404, 409],
  }),
  'GET /api/me/claims': route({
    summary: 'My open and settled claims',
    tag: 'verification',
    auth: 'required',
    response: object({ claims: Type.Array(Claim) }),
  }),
  'POST /api/me/claims/:id/slip': route({
    summary: "Settle a claim by the one-time code of the household's paper slip",
    tag: 'verification',
    auth: 'required',
    params: ClaimId,
    body: object({ code: Type.String({ title: '纸条上的号码', minLength: 1, maxLength: 20 }) }),
    response: User,
    errors: [404, 409],
  }),
  'POST /api/me/claims/:id/phone': route({
    summary: 'Settle a claim by the WeChat phone number, compared with the register by keyed hash',
    tag: 'verification',
    auth: 'required',
    params: ClaimId,
    body: object({ code: Type.String({ title: '手机号授权码', minLength: 1, maxLength: 128 }) }),
    response: User,
    errors: [404, 409, 502],
  }),
  'DELETE /api/me/residence': route({
    summary: 'Withdraw from being shown as a resident of a household',
    tag: 'verification',
    auth: 'required',
    response: User,
    errors: [404],
  }),
  'POST /api/me/household/disputes': route({
    summary:
      '不是我: a verified member disputes another account of the household; it loses the household until a clerk decides',
    tag: 'verification',
    auth: 'required',
    body: object({ account: Id }),
    response: Done,
    errors: [403, 404],
  }),
  'GET /api/regions/:code/claims': route({
    summary: 'Claims a clerk may settle',
    tag: 'verification',
    auth: 'required',
    params: object({ code: RegionCode }),
    response: object({
      claims: Type.Array(
        object({
          ...Claim.properties,
          matches: Type.Boolean({ description: 'the register has this name in this household' }),
        }),
      ),
    }),
    errors: [403, 404],
  }),
  'POST /api/claims/:id/decision': route({
    summary: 'A clerk settles a claim',
    tag: 'verification',
    auth: 'required',
    params: ClaimId,
    body: object({
      decision: oneOf(['confirm', 'refuse'], { title: '决定' }),
      reason: Type.Optional(Type.String({ title: '原因', maxLength: 200 })),
    }),
    response: Claim,
    errors: [403, 404, 409],
  }),
  'POST /api/regions/:code/households/:household/slips': route({
    summary: 'Issue the one-time code printed on the household’s paper slip; earlier codes end',
    tag: 'verification',
    auth: 'required',
    params: object({ code: RegionCode, household: Type.String({ title: '户号', maxLength: 20 }) }),
    status: 201,
    response: object({
      householdCode: Type.String(),
      code: Type.String({ description: 'shown once' }),
      expiresAt: Instant,
    }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/residents/:resident/end': route({
    summary: 'A clerk records that a resident moved out or died; verification ends with it',
    tag: 'verification',
    auth: 'required',
    params: object({ code: RegionCode, resident: Id }),
    body: object({ reason: oneOf(['moved', 'death'], { title: '原因' }) }),
    response: Done,
    errors: [403, 404, 409],
  }),
}

export type SubscriptionWish = Static<typeof SubscriptionWish>
export type SubscriptionView = Static<typeof SubscriptionView>
export type InboxEntry = Static<typeof InboxEntry>
export type Preferences = Static<typeof Preferences>
export type Claim = Static<typeof Claim>
export type HouseholdView = Static<typeof HouseholdView>
export type GrantTemplate = Static<typeof GrantTemplate>

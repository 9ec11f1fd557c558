import { Cursor, EditionNo, Id, Instant, ItemNo, nullable, object, RegionCode, route, Type } from './base'
import { Item, ItemState, NoticeLine, NoticeView, RegionRef } from './domain'
import { EmailView } from './email'
import { EndingAbility } from './endings'
import { MuteView, Welcome } from './following'
import { Followed, GrantTemplate, InboxEntry, Preferences, SubscriptionView } from './me'
import { NilLine, NilOffer } from './nil'
import { OwnPost } from './posts'
import { CategorySummary } from './regions'
import { FoundIn, Mark } from './search'
import { User } from './user'
import { Claim } from './verification'

const byRegion = object({ region: RegionCode })

/** What one page of the mini-program needs, in one request. */
export const screenRoutes = {
  'GET /api/screens/catalogue': route({
    summary: 'The catalogue, or one category of it',
    tag: 'screens',
    auth: 'optional',
    shared: true,
    query: object({
      region: RegionCode,
      category: Type.Optional(Type.String({ title: '类别', maxLength: 20 })),
    }),
    response: object({
      region: RegionRef,
      categories: Type.Array(CategorySummary),
      items: Type.Array(
        object({
          no: ItemNo,
          name: Type.String(),
          level1: Type.String(),
          category: Type.String(),
          state: ItemState.properties.state,
          stateText: Type.String(),
          lastAt: nullable(Instant),
          audience: Item.properties.audience,
        }),
      ),
      left: Type.Array(
        object({ no: ItemNo, name: Type.String(), reason: Type.String(), basis: Type.String() }),
      ),
    }),
    errors: [404],
  }),
  'GET /api/screens/item': route({
    summary: 'One item with its notices',
    tag: 'screens',
    auth: 'optional',
    shared: true,
    query: object({ region: RegionCode, no: ItemNo, cursor: Type.Optional(Cursor) }),
    response: object({
      region: RegionRef,
      ...ItemState.properties,
      notices: Type.Array(NoticeLine),
      next: Type.Optional(Type.String()),
      subscription: nullable(SubscriptionView),
      nils: Type.Array(NilLine, { description: '本期无, the newest first' }),
      nilOffer: nullable(NilOffer),
      canWrite: Type.Boolean({ description: 'the viewer may draft a notice for this item' }),
    }),
    errors: [404],
  }),
  'GET /api/screens/notice': route({
    summary: 'One notice with its item',
    tag: 'screens',
    auth: 'optional',
    shared: true,
    query: object({ id: Id, edition: Type.Optional(EditionNo) }),
    response: object({
      notice: NoticeView,
      subscription: nullable(SubscriptionView),
      signedIn: Type.Boolean(),
      editions: Type.Integer(),
      endings: Type.Array(EndingAbility, { description: 'the steps of who decides; else empty' }),
      canCorrect: Type.Boolean({ description: 'the viewer may begin a correction' }),
    }),
    errors: [404],
  }),
  'GET /api/screens/search': route({
    summary: 'Items and notices that hold every word, the best first',
    tag: 'screens',
    auth: 'optional',
    limit: 'search',
    shared: true,
    query: object({
      region: RegionCode,
      q: Type.String({ title: '搜索词', minLength: 1, maxLength: 50 }),
      cursor: Type.Optional(Cursor),
    }),
    response: object({
      region: RegionRef,
      items: Type.Array(
        object({
          no: ItemNo,
          name: Type.String(),
          category: Type.String(),
          stateText: Type.String(),
          state: ItemState.properties.state,
          marks: Type.Array(Mark, { description: 'in the name' }),
        }),
      ),
      notices: Type.Array(object({ ...NoticeLine.properties, found: FoundIn })),
      next: Type.Optional(Type.String()),
      near: Type.Boolean({ description: 'nothing holds the words themselves: these are near to them' }),
    }),
    errors: [404],
  }),
  'GET /api/screens/subscriptions': route({
    summary: 'Subscriptions with everything that can be subscribed in the region',
    tag: 'screens',
    auth: 'required',
    query: byRegion,
    response: object({
      region: RegionRef,
      above: Type.Array(RegionRef, {
        description: 'the county and the township of a village, the highest first',
      }),
      ...Followed.properties,
      mutes: Type.Array(MuteView),
      welcome: Welcome,
      categories: Type.Array(
        object({ category: Type.String(), items: Type.Array(object({ no: ItemNo, name: Type.String() })) }),
      ),
      preferences: Preferences,
      templates: Type.Array(GrantTemplate, { description: 'WeChat message templates to ask for' }),
      grants: Type.Array(object({ templateId: Type.String(), free: Type.Integer() })),
      email: EmailView,
    }),
    errors: [404],
  }),
  'GET /api/screens/inbox': route({
    summary: 'The inbox',
    tag: 'screens',
    auth: 'required',
    query: object({ cursor: Type.Optional(Cursor) }),
    response: object({
      items: Type.Array(InboxEntry),
      next: Type.Optional(Type.String()),
      unread: Type.Integer(),
    }),
  }),
  'GET /api/screens/me': route({
    summary: 'The account page, signed in or not',
    tag: 'screens',
    auth: 'optional',
    shared: true,
    response: object({
      user: nullable(User),
      demo: Type.Boolean({ description: 'demo personas are offered' }),
      oidc: nullable(
        Type.String({ description: "what the county's own sign-in is called; null: there is none" }),
      ),
      wechat: Type.Boolean({
        description:
          'false: WeChat is not connected yet, reminders stay in the inbox, and nobody signs in by it',
      }),
      preferences: nullable(Preferences),
      claims: Type.Array(Claim),
      newcomers: Type.Array(object({ account: Id, name: Type.String(), since: Instant }), {
        description: 'accounts verified into the own household in the last thirty days, after one’s own',
      }),
      subscriptions: Type.Integer(),
      posts: Type.Array(OwnPost, { description: 'one’s own, also what begins later or has ended lately' }),
    }),
  }),
}

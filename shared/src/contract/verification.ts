import {
  Done,
  Id,
  IdParams,
  Instant,
  nullable,
  object,
  oneOf,
  RegionCode,
  route,
  type Static,
  Type,
} from './base'
import { NoticeLine, RegionRef } from './domain'
import { User } from './user'

/** `residence`: who one is; `wechat` (换了微信): the same, and the earlier account ends; `phone`: 手机号换了. */
export const claimKinds = ['residence', 'wechat', 'phone'] as const

export const Claim = object({
  id: Id,
  kind: oneOf(claimKinds),
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
  slip: nullable(
    object(
      { issuedAt: Instant, issuedBy: Type.String(), expiresAt: Instant, usedAt: nullable(Instant) },
      { description: 'the newest paper slip: who issued it and when' },
    ),
  ),
  notices: Type.Array(NoticeLine, { description: 'notices with a row of this household' }),
})

const ClaimId = IdParams

/** How an account becomes a resident of a household, and stops being one. */
export const verificationRoutes = {
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
    limit: 'verify',
    status: 202,
    body: object({
      region: RegionCode,
      householdCode: Type.String({ title: '户号', minLength: 1, maxLength: 20 }),
      name: Type.String({ title: '姓名', minLength: 1, maxLength: 20 }),
      replaces: Type.Optional(
        Type.Boolean({ title: '换了微信', description: 'the earlier account of this resident ends with it' }),
      ),
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
    limit: 'verify',
    params: ClaimId,
    body: object({ code: Type.String({ title: '纸条上的号码', minLength: 1, maxLength: 20 }) }),
    response: User,
    errors: [403, 404, 409],
  }),
  'POST /api/me/claims/:id/phone': route({
    summary: 'Settle a claim by the WeChat phone number, compared with the register by keyed hash',
    tag: 'verification',
    auth: 'required',
    limit: 'verify',
    params: ClaimId,
    body: object({ code: Type.String({ title: '手机号授权码', minLength: 1, maxLength: 128 }) }),
    response: User,
    errors: [404, 409, 502],
  }),
  'DELETE /api/me/residence': route({
    summary: 'Withdraw from being shown as a resident of a household',
    tag: 'verification',
    auth: 'required',
    limit: 'write',
    response: User,
    errors: [404],
  }),
  'POST /api/me/household/disputes': route({
    summary:
      '不是我: a verified member disputes another account of the household; it loses the household until a clerk decides',
    tag: 'verification',
    auth: 'required',
    limit: 'write',
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
          phone: nullable(Type.String({ description: '手机号换了: the new number, masked' })),
        }),
      ),
    }),
    errors: [403, 404],
  }),
  'POST /api/claims/:id/decision': route({
    summary: 'A clerk settles a claim',
    tag: 'verification',
    auth: 'required',
    limit: 'write',
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
    limit: 'write',
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
    limit: 'write',
    params: object({ code: RegionCode, resident: Id }),
    body: object({ reason: oneOf(['moved', 'death'], { title: '原因' }) }),
    response: Done,
    errors: [403, 404, 409],
  }),
}

export type ClaimKind = (typeof claimKinds)[number]
export type Claim = Static<typeof Claim>
export type HouseholdView = Static<typeof HouseholdView>

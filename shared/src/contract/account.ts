import { Done, Id, IdParams, Instant, nullable, object, route, type Static, Type } from './base'
import { User } from './user'
import { Claim } from './verification'

/** What goes and what stays when an account is deleted (注销), in sentences. */
export const Leaving = object(
  {
    why: nullable(Type.String({ description: 'why it cannot be done yet, with the way out; null: it can' })),
    goes: Type.Array(Type.String()),
    stays: Type.Array(Type.String()),
  },
  { title: 'Leaving' },
)

/** How a person ends their account, or takes it to another phone. */
export const accountRoutes = {
  'GET /api/me/leaving': route({
    summary: 'What deleting the account would mean',
    tag: 'me',
    auth: 'required',
    response: Leaving,
  }),
  'DELETE /api/me': route({
    summary: 'Delete the account (注销); the same WeChat begins as somebody new',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    response: Done,
    errors: [409],
  }),
  'DELETE /api/me/consent': route({
    summary:
      'Withdraw the consent to keep the tie to the household and the telephone (个保法 15): both go, the account stays',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    response: User,
    errors: [409],
  }),
  'POST /api/me/phone': route({
    summary:
      '手机号换了: the WeChat phone number is to take the place of the register’s; the office or the paper slip confirms it',
    tag: 'verification',
    auth: 'required',
    limit: 'verify',
    status: 202,
    body: object({ code: Type.String({ title: '手机号授权码', minLength: 1, maxLength: 128 }) }),
    response: Claim,
    errors: [404, 409, 502],
  }),
  'GET /api/me/household/claims': route({
    summary:
      '换了微信: who of the household says that they have another WeChat, for the household to confirm',
    tag: 'verification',
    auth: 'required',
    response: object({
      claims: Type.Array(object({ id: Id, name: Type.String(), openedAt: Instant })),
    }),
  }),
  'POST /api/me/household/claims/:id/decision': route({
    summary: 'A verified member says whether it is them; their earlier account then ends',
    tag: 'verification',
    auth: 'required',
    limit: 'verify',
    params: IdParams,
    body: object({ theirs: Type.Boolean({ title: '是不是本人' }) }),
    response: Done,
    errors: [403, 404, 409],
  }),
}

export type Leaving = Static<typeof Leaving>

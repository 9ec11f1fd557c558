import { Cursor, Instant, Limit, nullable, object, oneOf, page, route, type Static, Type } from './base'
import { RegionRef } from './domain'

export const auditKinds = [
  'signIn',
  'role',
  'verification',
  'register',
  'notice',
  'operation',
  'setting',
] as const

export const AuditKind = oneOf(auditKinds, { title: '类别' })

export const AuditEntry = object({
  id: Type.String(),
  at: Instant,
  kind: AuditKind,
  act: Type.String({ description: 'what was done, one word of the table of acts' }),
  text: Type.String({ description: 'the entry as a Chinese sentence' }),
  region: nullable(RegionRef),
  by: nullable(
    object({
      account: nullable(Type.String()),
      person: nullable(Type.String()),
      name: nullable(Type.String({ description: 'of whoever holds or held a post; nobody else is named' })),
    }),
  ),
  from: nullable(Type.String({ description: 'the network it came from: /24 of IPv4, /48 of IPv6' })),
  times: Type.Integer({
    description: 'failed sign-ins of one network and reason within an hour are one entry',
  }),
})

export const auditRoutes = {
  'GET /api/audit': route({
    summary: 'Who did what, newest first; for the operator',
    tag: 'audit',
    auth: 'required',
    query: object({
      kind: Type.Optional(AuditKind),
      from: Type.Optional(Instant),
      until: Type.Optional(Instant),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(AuditEntry),
    errors: [403],
  }),
}

export type AuditKind = Static<typeof AuditKind>
export type AuditEntry = Static<typeof AuditEntry>

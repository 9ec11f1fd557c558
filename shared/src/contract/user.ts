import { Id, nullable, object, oneOf, type Static, Type } from './base'
import { RegionRef, RoleName } from './domain'
import { textSizes } from './text-size'

export const User = object(
  {
    account: Id,
    name: Type.String(),
    verified: Type.Boolean({ description: 'verified resident of a household' }),
    residence: nullable(
      object({
        region: RegionRef,
        household: Id,
        householdCode: Type.String(),
        group: Type.String(),
        member: Type.Boolean(),
      }),
    ),
    roles: Type.Array(
      object({
        role: RoleName,
        roleText: Type.String(),
        region: RegionRef,
        group: Type.Optional(Type.String({ description: 'which 组 a 组长 leads' })),
      }),
    ),
    enterprises: Type.Array(object({ id: Id, name: Type.String(), region: RegionRef }), {
      description: 'whom the person acts for (confirmed)',
    }),
    textSize: nullable(oneOf(textSizes)),
    unread: Type.Integer(),
    answers: Type.Integer({ description: 'answers to 意见和投诉 that the person has not read' }),
    appeals: Type.Integer({ description: 'of their 诉求, those whose newest step the person has not read' }),
    waiting: Type.Array(
      object({
        region: RegionRef,
        what: oneOf(['return', 'review', 'publish', 'answer']),
        count: Type.Integer(),
      }),
      { description: 'work at the desks of the person’s offices whose next step is theirs' },
    ),
  },
  { title: 'User' },
)

export type User = Static<typeof User>

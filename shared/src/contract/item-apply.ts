import { object, type Static, Type } from './base'

/** 我要办 of an item: what is handed in, where, and whom to ask. */
export const ItemApply = Type.Optional(
  object({
    materials: Type.Array(Type.String(), { title: '要带的材料' }),
    place: Type.String({ title: '在哪里办' }),
    phone: Type.String({ title: '问谁' }),
    url: Type.Optional(Type.String({ title: '网上办' })),
  }),
)

/** Why a region has an item that the standard catalogue has not. */
export const ItemAdded = Type.Optional(
  object(
    { reason: Type.String(), basis: Type.String() },
    { description: 'set on an item this region added' },
  ),
)

export type ItemApply = Static<typeof ItemApply>

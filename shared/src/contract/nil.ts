import { Id, ItemNo, nullable, object, RegionCode, route, type Static, Type } from './base'
import { EditionWork } from './editions'

const Period = Type.String({
  title: '期别',
  maxLength: 10,
  description: '`2026`, `2026-Q3`, `2026-09`, a week by its Monday',
})

/** 本期无 as the page of its item shows it. */
export const NilLine = object({
  id: Id,
  text: Type.String({ description: '第三季度没有这项支出，村监会11月5日已审核。' }),
  outdated: Type.Boolean({ description: 'something was published of the period all the same' }),
})

export const NilOffer = object(
  { period: Period, name: Type.String(), plain: Type.String() },
  { description: 'of which period the viewer may state that it had none, with the words to begin with' },
)

/** 应公开未公开, as the desk offers to mend it. */
export const MissingItem = object({
  no: ItemNo,
  name: Type.String(),
  stateText: Type.String(),
  nilOffer: nullable(NilOffer),
})

export const nilRoutes = {
  'POST /api/regions/:code/items/:no/nil': route({
    summary: '本期无: state that the item had none in the last period; it goes to the reviewer at once',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    status: 201,
    params: object({ code: RegionCode, no: ItemNo }),
    body: object({
      period: Period,
      plain: Type.String({ title: '一句话说清', minLength: 1, maxLength: 100 }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
}

export type NilLine = Static<typeof NilLine>
export type NilOffer = Static<typeof NilOffer>

import { Id, ItemNo, nullable, object, RegionCode, route, type Static, Type } from './base'
import { Followed, Preferences } from './me'

/** One notice, one policy, or one item of a place: it lies in the inbox and is not sent. */
export const Mute = object(
  {
    notice: Type.Optional(Id),
    policy: Type.Optional(Id),
    region: Type.Optional(RegionCode),
    item: Type.Optional(ItemNo),
  },
  {
    description:
      'either a notice, or a policy with all that it means for an enterprise, or a region and an item',
  },
)

export const MuteView = object({
  ...Mute.properties,
  label: Type.String({ description: 'the title of the notice or the policy, or the name of the item' }),
  regionName: Type.String(),
})

/** The subscriptions that a new villager was given (新村民的默认), until they answer. */
export const Welcome = nullable(
  Type.String({
    description: 'what was subscribed for them, in words; null: nothing, or they have answered',
  }),
)

export const followingRoutes = {
  'DELETE /api/me/subscriptions/:id': route({
    summary: 'Unsubscribe, in one tap',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    params: object({ id: Id }),
    response: Followed,
    errors: [404],
  }),
  'PUT /api/me/mutes': route({
    summary: 'The whole list of what is not sent any more: notices and items',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ mutes: Type.Array(Mute, { title: '不再提醒', maxItems: 200 }) }),
    response: object({ mutes: Type.Array(MuteView) }),
  }),
  'POST /api/me/welcome': route({
    summary: 'Keep what was subscribed for a new villager, or end it, in one tap',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({ keep: Type.Boolean({ title: '要不要' }) }),
    response: object({ ...Followed.properties, preferences: Preferences }),
  }),
}

export type Mute = Static<typeof Mute>
export type MuteView = Static<typeof MuteView>

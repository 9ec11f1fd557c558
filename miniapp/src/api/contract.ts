import type { Api } from '@hutang/shared/contract'

/** The methods of wx.request that are used; it has no PATCH. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Every route of the BFF that a phone can ask. Types only, so no schema gets into the bundle. */
export type Route = keyof Api & `${Method} ${string}`
export type Params<R extends Route> = Api[R]['params']
export type Query<R extends Route> = Api[R]['query']
export type Body<R extends Route> = Api[R]['body']
export type Answer<R extends Route> = Api[R]['response']

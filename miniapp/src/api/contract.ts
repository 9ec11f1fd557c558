import type { Api } from '@hutang/shared/contract'

/** Every route of the BFF, as types only: no schema reaches the bundle. */
export type Route = keyof Api & string
export type Params<R extends Route> = Api[R]['params']
export type Query<R extends Route> = Api[R]['query']
export type Body<R extends Route> = Api[R]['body']
export type Answer<R extends Route> = Api[R]['response']

import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox'

/** A string that is one of a fixed list; a plain `enum`, so that validation errors can name the choices. */
export const oneOf = <const T extends readonly string[]>(
  values: T,
  options: { title?: string; description?: string } = {},
) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options })

/** An object that refuses unknown properties. */
export const object = <T extends TProperties>(
  properties: T,
  options: { title?: string; description?: string } = {},
) => Type.Object(properties, { additionalProperties: false, ...options })

export const nullable = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ ...schema, nullable: true })

export const RegionCode = Type.String({
  title: '区划代码',
  pattern: '^[0-9]{6,15}$',
  description: 'In the manner of 统计用区划代码: county 6, township 9, village 12 digits',
})
export const ItemNo = Type.Integer({ title: '事项编号', minimum: 1, maximum: 999 })
export const Id = Type.String({ title: '编号', pattern: '^[A-Za-z0-9:_.@-]{1,200}$' })
/** An instant, ISO 8601 in UTC. The pattern refuses a leap second, which JavaScript's Date does not know. */
export const Instant = Type.String({ title: '时间', format: 'date-time', pattern: '^[^:]+:[0-9]{2}:[0-5]' })
export const Cursor = Type.String({ title: '翻页位置', maxLength: 300 })
export const Limit = Type.Integer({ title: '每页条数', minimum: 1, maximum: 50, default: 20 })
export const RegionParams = object({ code: RegionCode })
export const IdParams = object({ id: Id })
export const EditionNo = Type.Integer({ title: '第几版', minimum: 1, maximum: 9999 })

/** What is wrong with one field of a request or of a draft, as a Chinese sentence. */
export const Problem = object({
  field: Type.String(),
  message: Type.String(),
  row: Type.Optional(Type.Integer({ description: 'counted from 1' })),
  column: Type.Optional(Type.String({ description: 'of the table, or the element' })),
})

export const ErrorBody = object(
  {
    error: object({
      code: Type.String(),
      message: Type.String({ description: 'Chinese, for the person' }),
      requestId: Type.String(),
      fields: Type.Optional(Type.Array(Problem)),
    }),
  },
  { title: 'Error' },
)

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503

/**
 * Calls in a minute; all routes of a class are counted together. By account where the token names one, else by address;
 * `signIn`, `verify` and `badlySigned` always by address, because who guesses changes accounts.
 */
export const limits = {
  signIn: 60,
  verify: 10,
  search: 60,
  upload: 20,
  /** Papers are drawn one after the other. */
  print: 20,
  write: 120,
  read: 600,
  /** Pushes that are not the vendor's; its own are never counted. */
  badlySigned: 60,
  /** What is no route of the contract: files of the app, addresses that do not exist. */
  file: 3000,
} as const
export type LimitClass = keyof typeof limits

export interface RouteOptions<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  summary: string
  tag: string
  /**
   * `none`: anybody; `optional`: a token changes what is seen; `required`: 401 without one; `operator`: the token of those
   * who run the service, which is nobody's account.
   */
  auth: 'none' | 'optional' | 'required' | 'operator'
  params?: P
  query?: Q
  body?: B
  /** The success answer and its status. */
  status?: 200 | 201 | 202 | 204 | 303
  response: R
  errors?: readonly ErrorStatus[]
  /** Media type of the success answer where it is not JSON. */
  produces?: string
  consumes?: string
  /** Takes an `Idempotency-Key` header. */
  idempotent?: boolean
  /** The class whose limit these calls count against; `read` or `write` by the method where none is named. */
  limit?: LimitClass | 'none'
  /** A read that answers all visitors alike: the answer without a token is kept for the next visitor. */
  shared?: boolean
}

export interface Route<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> extends RouteOptions<P, Q, B, R> {
  params: P
  query: Q
  body: B
  errors: readonly ErrorStatus[]
}

const nothing = object({})
type Nothing = TObject<Record<never, never>>

/** Declares one route of the contract; the key it is stored under is `METHOD path`. */
export function route<
  R extends TSchema,
  P extends TSchema = Nothing,
  Q extends TSchema = Nothing,
  B extends TSchema = Nothing,
>(options: RouteOptions<P, Q, B, R>): Route<P, Q, B, R> {
  const empty = nothing as unknown
  return {
    ...options,
    params: options.params ?? (empty as P),
    query: options.query ?? (empty as Q),
    body: options.body ?? (empty as B),
    errors: options.errors ?? [],
  }
}

export const hasProperties = (schema: TSchema) =>
  Object.keys((schema as unknown as { properties?: object }).properties ?? {}).length > 0

export const Done = object({ done: Type.Literal(true) })
export const page = <T extends TSchema>(item: T) =>
  object({
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
  })

export { type Static, type TSchema, Type }

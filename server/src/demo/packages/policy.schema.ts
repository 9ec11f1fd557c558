import {
  benefitKinds,
  conditionOps,
  isRule,
  needs,
  type PolicyAudience,
  type PolicyContent,
  payWays,
} from '@hutang/shared'
import Type, { type TSchema } from 'typebox'

const closed = { additionalProperties: false }
const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((one) => Type.Literal(one)))
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()])

const Words = Type.String({ minLength: 1 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Fen = Type.Integer({ minimum: 1 })

const Condition = Type.Object(
  {
    field: Words,
    op: oneOf(conditionOps),
    value: Type.Union([
      Type.String(),
      Type.Number(),
      Type.Boolean(),
      Type.Array(Type.String(), { minItems: 1 }),
      Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
    ]),
    hard: Type.Boolean(),
    sourceText: Words,
    on: Type.Optional(Type.Literal('windowEnd')),
  },
  closed,
)

const group = (inner: TSchema) =>
  Type.Union(
    ['all', 'any', 'none'].map((join) => Type.Object({ [join]: Type.Array(inner, { minItems: 1 }) }, closed)),
  )
// Three deep is more than a document of the demo needs.
const Rule = group(Type.Union([Condition, group(Type.Union([Condition, group(Condition)]))]))

const kinds = (shapes: Record<string, Record<string, TSchema>>) =>
  Type.Union(
    Object.entries(shapes).map(([kind, shape]) =>
      Type.Object({ kind: Type.Literal(kind), ...shape }, closed),
    ),
  )

const Amount = kinds({
  fixed: { fen: Fen },
  upTo: { fen: Fen },
  share: { permille: Type.Integer({ minimum: 1, maximum: 1000 }), of: Words, cap: orNull(Fen) },
  perUnit: { fen: Fen, field: Words, unit: Words, units: orNull(Fen), cap: orNull(Fen) },
  byValue: {
    field: Words,
    steps: Type.Array(Type.Object({ value: Words, fen: Fen }, closed), { minItems: 1 }),
  },
  unknown: { text: Words },
})

/** A policy of config/demo/policies with its key, and for households the item of 民生保障 that it belongs to. */
export const StatedPolicy = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]+$' }),
    item: Type.Optional(Type.Integer({ minimum: 11, maximum: 26 })),
    title: Type.String({ pattern: '（示例）$' }),
    plain: Type.String({ minLength: 8, maxLength: 60 }),
    audience: oneOf(['enterprise', 'household'] as const),
    issuer: Words,
    documentNo: Words,
    issuedOn: Day,
    validFrom: orNull(Day),
    validTo: orNull(Day),
    level: oneOf(['country', 'city', 'county', 'township'] as const),
    benefits: Type.Array(oneOf(benefitKinds), { minItems: 1 }),
    needs: Type.Array(oneOf(needs)),
    industries: Type.Array(Type.String({ pattern: '^[A-T]\\d{0,4}$' })),
    rule: Rule,
    amount: Amount,
    repeat: kinds({
      unlimited: {},
      once: {},
      yearly: {},
      years: { years: Type.Integer({ minimum: 1 }) },
    }),
    excludes: Type.Array(Words),
    window: kinds({
      dates: { from: Day, to: Day },
      always: {},
      untilSpent: { from: orNull(Day) },
      rolling: { text: Words },
    }),
    way: oneOf(payWays),
    payDays: orNull(Type.Integer({ minimum: 1, maximum: 250 })),
    materials: Type.Array(Type.Object({ name: Words, note: Type.String(), held: Type.Boolean() }, closed), {
      minItems: 1,
    }),
    steps: Type.Array(Words, { minItems: 1 }),
    applyAt: kinds({
      url: { url: Type.String({ pattern: '^https://banshi\\.example/' }) },
      miniProgram: { appId: Words, path: Words },
      counter: {},
    }),
    place: Words,
    phone: Type.String({ pattern: '^021-5555 01\\d\\d$' }),
    text: Words,
    interpretation: Words,
    sourceUrl: Type.Null(),
    competition: kinds({
      reviewed: { body: Words, date: Day, conclusion: Words },
      forwarded: { documentNo: Words },
      notConcerned: { reason: Words },
    }),
  },
  closed,
)

export interface DemoPolicy {
  key: string
  /** The item of the village's catalogue. */
  item: number | null
  content: PolicyContent
}

/** A stated policy of this demo day as what the policy says. Its rule has to hold with the registry of fields. */
export function demoPolicyOf(stated: unknown): DemoPolicy {
  const { key, item = null, ...content } = stated as PolicyContent & { key: string; item?: number }
  const audience: PolicyAudience = content.audience
  if (!isRule(content.rule, audience)) throw new TypeError(`config/demo/policies: the rule of ${key}`)
  return { key, item, content }
}

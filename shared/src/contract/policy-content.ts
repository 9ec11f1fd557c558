import {
  type Amount,
  type ApplyAt,
  type ApplyWindow,
  type Availability,
  benefitKinds,
  type CompetitionReview,
  needs,
  type PolicyContent,
  payWays,
  type Repeat,
  type Rule,
} from '../rules/policies/types'
import { nullable, object, oneOf, type Static, type TSchema, Type } from './base'

/** A list that nobody changes, as the rules read it. */
const listOf = <T extends TSchema>(items: T, options: { title?: string; maxItems: number }) =>
  Type.Unsafe<readonly Static<T>[]>(Type.Array(items, options))

/** One of several objects, told apart by `kind`: what is wrong is said of that one alone. */
const byKind = <T>(title: string, ...variants: TSchema[]) =>
  Type.Unsafe<T>({
    type: 'object',
    title,
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
    oneOf: variants,
  })

const kind = <const K extends string>(value: K) => Type.Literal(value)
/** `YYYY-MM-DD`; that there is such a day is looked at by the rules. */
export const PolicyDay = Type.String({ title: '日期', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
const Fen = (title: string) => Type.Integer({ title, minimum: 0, maximum: 1e15, description: 'fen' })
const Words = (title: string, maxLength: number) => Type.String({ title, maxLength })

export const mostPolicyText = 50_000

/** The key of a policy is its id, also in the feed. */
export const PolicyKey = Type.String({ title: '政策代号', pattern: '^[a-z0-9][a-z0-9-]{1,79}$' })

export const PolicyRule = Type.Unsafe<Rule>({
  type: 'object',
  title: '条件',
  additionalProperties: true,
  description:
    'conditions `{ field, op, value, hard, sourceText }` joined by `all`, `any`, `none`; looked at as a whole, each problem with its path',
})

export const PolicyAmount = byKind<Amount>(
  '补助标准',
  object({ kind: kind('fixed'), fen: Fen('金额') }),
  object({ kind: kind('upTo'), fen: Fen('最高金额') }),
  object({
    kind: kind('share'),
    permille: Type.Integer({ title: '比例', minimum: 0, maximum: 1000 }),
    of: Words('按什么的比例', 60),
    cap: nullable(Fen('最高金额')),
  }),
  object({
    kind: kind('perUnit'),
    fen: Fen('每个单位的金额'),
    field: Words('按什么计', 60),
    unit: Words('单位', 10),
    units: nullable(Type.Number({ title: '最多几个单位', minimum: 0, maximum: 1e9 })),
    cap: nullable(Fen('最高金额')),
  }),
  object({
    kind: kind('byValue'),
    field: Words('按什么分档', 60),
    steps: listOf(object({ value: Words('档', 60), fen: Fen('金额') }), { title: '各档', maxItems: 30 }),
  }),
  object({ kind: kind('unknown'), text: Words('补助标准', 300) }),
)

export const PolicyWindow = byKind<ApplyWindow>(
  '申报期',
  object({ kind: kind('dates'), from: PolicyDay, to: PolicyDay }),
  object({ kind: kind('always') }),
  object({ kind: kind('untilSpent'), from: nullable(PolicyDay) }),
  object({ kind: kind('rolling'), text: Words('申报期', 300) }),
)

export const PolicyRepeat = byKind<Repeat>(
  '多久可享受一次',
  object({ kind: kind('unlimited') }),
  object({ kind: kind('once') }),
  object({ kind: kind('yearly') }),
  object({ kind: kind('years'), years: Type.Integer({ title: '几年一次', minimum: 1, maximum: 99 }) }),
)

export const PolicyApplyAt = byKind<ApplyAt>(
  '我要办',
  object({ kind: kind('url'), url: Words('办理网址', 500) }),
  object({ kind: kind('miniProgram'), appId: Words('小程序AppID', 60), path: Words('小程序页面', 300) }),
  object({ kind: kind('counter') }),
)

export const PolicyCompetition = byKind<CompetitionReview>(
  '公平竞争审查',
  object({
    kind: kind('reviewed'),
    body: Words('审查机构', 60),
    date: Words('审查日期', 10),
    conclusion: Words('审查结论', 500),
  }),
  object({ kind: kind('forwarded'), documentNo: Words('原文件的文号', 60) }),
  object({ kind: kind('notConcerned'), reason: Words('不涉及的理由', 500) }),
)

/** What a policy says: the content of an edition. Money in fen, area in hundredths of a 亩. */
export const PolicyContentSchema = object(
  {
    title: Words('标题', 80),
    plain: Words('一句话说清', 120),
    audience: oneOf(['enterprise', 'household'], { title: '给谁' }),
    issuer: Words('发文机关', 60),
    documentNo: Words('文号', 60),
    issuedOn: nullable(PolicyDay),
    validFrom: nullable(PolicyDay),
    validTo: nullable(PolicyDay),
    level: oneOf(['country', 'city', 'county', 'township'], { title: '政策层级' }),
    benefits: listOf(oneOf(benefitKinds, { title: '支持方式' }), { title: '支持方式', maxItems: 10 }),
    needs: listOf(oneOf(needs, { title: '需求' }), { title: '需求', maxItems: 8 }),
    industries: listOf(Type.String({ title: '行业', pattern: '^[A-T][0-9]{0,4}$' }), {
      title: '行业',
      maxItems: 60,
    }),
    rule: PolicyRule,
    amount: PolicyAmount,
    repeat: PolicyRepeat,
    excludes: listOf(PolicyKey, { title: '不得重复享受的政策', maxItems: 50 }),
    window: PolicyWindow,
    way: oneOf(payWays, { title: '兑现方式' }),
    payDays: nullable(Type.Integer({ title: '兑现时限（工作日）', minimum: 1, maximum: 1000 })),
    materials: listOf(
      object({
        name: Words('材料名称', 60),
        note: Words('材料说明', 200),
        held: Type.Boolean({ title: '免提交' }),
      }),
      { title: '申报材料', maxItems: 40 },
    ),
    steps: listOf(Words('办理步骤', 300), { title: '办理步骤', maxItems: 20 }),
    applyAt: PolicyApplyAt,
    place: Words('到哪里办', 120),
    phone: Words('咨询电话', 60),
    text: Words('政策原文', mostPolicyText),
    interpretation: Words('解读', 20_000),
    sourceUrl: nullable(Type.String({ title: '原文网址', maxLength: 500 })),
    // The serializer knows no `nullable` beside `oneOf`.
    competition: Type.Unsafe<CompetitionReview | null>({
      title: '公平竞争审查',
      anyOf: [PolicyCompetition, { type: 'null' }],
    }),
  },
  { title: 'PolicyContent' },
)

/** How it stands beside its text: changed without a new edition. */
export const PolicyAvailabilitySchema = object(
  {
    state: oneOf(['open', 'spent', 'paused'], { title: '现在能不能申报' }),
    extendedTo: Type.Unsafe<string | null>({ ...PolicyDay, title: '延期到', nullable: true }),
    note: Words('说明', 200),
  },
  { title: 'PolicyAvailability' },
)

/** The schemas say exactly what the rules read: neither may change alone. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
export type SchemasAgree = [
  Same<Static<typeof PolicyContentSchema>, PolicyContent>,
  Same<Static<typeof PolicyAvailabilitySchema>, Availability>,
]

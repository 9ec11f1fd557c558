import { qualificationWords } from '../rules/policies/fields-enterprise'
import {
  enterpriseKinds,
  type Facts,
  type FactValue,
  needs,
  type EnterpriseProfile as Profile,
  sizeClasses,
  type YearFigures,
} from '../rules/policies/types'
import { Id, nullable, object, oneOf, RegionCode, type Static, Type } from './base'

const Day = Type.String({ title: '日期', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
const Figure = nullable(Type.Integer({ minimum: 0, maximum: 1e15 }))
const kinds = Object.keys(qualificationWords) as (keyof typeof qualificationWords)[]

export const EnterpriseKindName = oneOf(enterpriseKinds, { title: '主体类型' })

/** Not coerced: whether a value is one for its field is said by the rules (`profileProblems`). */
const ByField = <T>(description: string) =>
  Type.Unsafe<T>({ type: 'object', additionalProperties: true, description })

const FieldValue = Type.Unsafe<FactValue | null>({
  title: '回答',
  description: 'a number, yes or no, a choice, a day, or a list of choices or codes; null: unknown again',
})

const Qualification = object({
  kind: oneOf(kinds, { title: '资质' }),
  number: Type.String({ title: '证书编号', maxLength: 60 }),
  from: nullable(Day),
  to: nullable(Day),
})

const Year = object({
  year: Type.Integer({ title: '年份', minimum: 1990, maximum: 2100 }),
  staff: Figure,
  revenueFen: Figure,
  assetsFen: Figure,
  others: ByField<YearFigures['others']>('whatever else belongs to the year, by field; null: unknown'),
})

const Received = object({
  policy: Id,
  on: Day,
  fen: nullable(Type.Integer({ title: '金额', minimum: 0, maximum: 1e15 })),
  source: Type.Optional(
    oneOf(['payments'], {
      title: '来源',
      description: 'the office has paid it; absent: as the enterprise says',
    }),
  ),
})

/** 一企一档, `EnterpriseProfile` of the rules. What is null or absent is unknown. */
export const ProfileOfEnterprise = Type.Unsafe<Profile>(
  object(
    {
      creditCode: nullable(Type.String()),
      name: Type.String(),
      kind: nullable(EnterpriseKindName),
      region: nullable(RegionCode),
      industries: nullable(Type.Array(Type.String())),
      foundedOn: nullable(Day),
      sizeOverride: nullable(oneOf(sizeClasses)),
      qualifications: nullable(Type.Array(Qualification)),
      years: Type.Array(Year),
      others: ByField<Facts>('facts without a year, by field'),
      received: nullable(Type.Array(Received)),
      wishes: Type.Array(oneOf(needs)),
    },
    { title: 'EnterpriseProfile' },
  ),
)

/**
 * A part of a profile: what is absent stays, null is unknown again. Of `years` those that are named are replaced, and a year
 * without any figure goes; of `others` the fields that are named. A whole list takes the place of the list before it.
 */
export const EnterpriseProfileChange = object({
  creditCode: Type.Optional(nullable(Type.String({ title: '统一社会信用代码', maxLength: 40 }))),
  name: Type.Optional(Type.String({ title: '名称', minLength: 1, maxLength: 80 })),
  kind: Type.Optional(nullable(EnterpriseKindName)),
  region: Type.Optional(RegionCode),
  industries: Type.Optional(
    nullable(Type.Array(Type.String({ title: '行业代码', maxLength: 5 }), { title: '行业', maxItems: 20 })),
  ),
  foundedOn: Type.Optional(nullable(Day)),
  sizeOverride: Type.Optional(nullable(oneOf(sizeClasses, { title: '企业规模' }))),
  qualifications: Type.Optional(nullable(Type.Array(Qualification, { title: '资质', maxItems: 60 }))),
  years: Type.Optional(Type.Array(Year, { title: '各年数据', maxItems: 20 })),
  others: Type.Optional(ByField<Record<string, FactValue | null>>('by field; null: unknown again')),
  received: Type.Optional(nullable(Type.Array(Received, { title: '已享受', maxItems: 500 }))),
  wishes: Type.Optional(Type.Array(oneOf(needs, { title: '需求' }), { title: '需求', maxItems: 8 })),
})

/**
 * Answers to questions, by field (`policyFields('enterprise')`): a figure goes to the year it is asked of, a length of time to
 * the day that it follows from.
 */
export const EnterpriseAnswers = Type.Unsafe<Record<string, FactValue | null>>({
  type: 'object',
  title: '回答',
  additionalProperties: FieldValue,
  maxProperties: 120,
})

export type EnterpriseProfileChange = Static<typeof EnterpriseProfileChange>
export type EnterpriseAnswers = Static<typeof EnterpriseAnswers>

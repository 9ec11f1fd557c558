/** 政策包: what policies say of themselves. Money in fen, area in hundredths of a 亩. Who is matched: `profile.types.ts`. */

/** 主体类型. */
export const enterpriseKinds = [
  'company',
  'soleTrader',
  'cooperative',
  'familyFarm',
  'collective',
  'organisation',
] as const
export type EnterpriseKind = (typeof enterpriseKinds)[number]

/** 统计上大中小微型企业划分办法（2017）. */
export const sizeClasses = ['large', 'medium', 'small', 'micro'] as const
export type SizeClass = (typeof sizeClasses)[number]

/** A thing that is known of a subject; what is absent is unknown, never false or zero. */
export type FactValue = string | number | boolean | readonly string[]
export type Facts = Readonly<Record<string, FactValue | undefined>>

/**
 * How a value is compared. `gte` 以上, `lte` 以内, `before` 及以前 and `after` 及以后 include the value; `gt` 超过 and `lt` 不满 do
 * not (民法典 1259). `has`: at least one of those listed; `prefix`: a code that begins with one of those listed, for
 * industries and regions; `is`: yes or no.
 */
export const conditionOps = [
  'in',
  'has',
  'hasNone',
  'prefix',
  'gte',
  'gt',
  'lte',
  'lt',
  'between',
  'before',
  'after',
  'is',
] as const
export type ConditionOp = (typeof conditionOps)[number]

/** 条件: one of a policy, with the sentence of the document that it comes from. */
export interface Condition {
  field: string
  op: ConditionOp
  value: string | number | boolean | readonly string[] | readonly [number, number]
  /** `soft`: who does not meet it may still apply (优先条件). */
  hard: boolean
  sourceText: string
  /** The day on which it has to hold; absent: the day of applying. */
  on?: 'windowEnd'
}

/** Conditions joined: 全部符合, 符合其一, 不得有. An empty `all` is met. */
export type Rule =
  | { all: readonly (Rule | Condition)[] }
  | { any: readonly (Rule | Condition)[] }
  | { none: readonly (Rule | Condition)[] }

/** Three-valued: what is not known is neither. */
export type Truth = 'met' | 'unmet' | 'unknown'

/** What somebody gets. `cap`: the most a year; null where the document names none. */
export type Amount =
  | { kind: 'fixed'; fen: number }
  | { kind: 'upTo'; fen: number }
  /** A share of what was spent: 按投入的 40%，最高 50 万元. */
  | { kind: 'share'; permille: number; of: string; cap: number | null }
  /** So much for each unit of a number that the subject has: 120 元/亩. `units`: how many count at most. */
  | { kind: 'perUnit'; fen: number; field: string; unit: string; units: number | null; cap: number | null }
  /** By the value of a field: 三星 3 万元，四星 5 万元. Another value, or none: not known. */
  | { kind: 'byValue'; field: string; steps: readonly { value: string; fen: number }[] }
  /** 定额 of another list, or no money at all. */
  | { kind: 'unknown'; text: string }

/** 申报期. Dates of Shanghai, `YYYY-MM-DD`, both included. */
export type ApplyWindow =
  | { kind: 'dates'; from: string; to: string }
  | { kind: 'always' }
  /** No end; 额满即止. */
  | { kind: 'untilSpent'; from: string | null }
  /** So long after something that happened to the subject: 满三个月后的十二个月内. */
  | { kind: 'rolling'; text: string }

/** How often the same subject may have it. */
export type Repeat =
  | { kind: 'unlimited' }
  | { kind: 'once' }
  | { kind: 'yearly' }
  | { kind: 'years'; years: number }

/** 兑现方式: 免申即享, 即申即享, 快申快享, 申报审核. */
export const payWays = ['instant', 'promise', 'quick', 'review'] as const
export type PayWay = (typeof payWays)[number]

/** 支持方式. */
export const benefitKinds = [
  'grant',
  'award',
  'interest',
  'tax',
  'guarantee',
  'insurance',
  'jobs',
  'land',
  'training',
  'honour',
] as const
export type BenefitKind = (typeof benefitKinds)[number]

/** 需求: what somebody looks for. */
export const needs = [
  'money',
  'credit',
  'people',
  'land',
  'technology',
  'market',
  'training',
  'machines',
] as const
export type Need = (typeof needs)[number]

/** 我要办: where it is applied for. */
export type ApplyAt =
  | { kind: 'url'; url: string }
  | { kind: 'miniProgram'; appId: string; path: string }
  | { kind: 'counter' }

/** 公平竞争审查 of the body that drafted it (公平竞争审查条例, 2024). */
export type CompetitionReview =
  | { kind: 'reviewed'; body: string; date: string; conclusion: string }
  | { kind: 'forwarded'; documentNo: string }
  | { kind: 'notConcerned'; reason: string }

/** Whom a policy is for: enterprises by their profile, or villagers by what they enter on their own phone. */
export type PolicyAudience = 'enterprise' | 'household'

export interface PolicyMaterial {
  name: string
  note: string
  /** The office has it already (免提交). */
  held: boolean
}

/** What a policy says: the content of an edition (facts.md D3). */
export interface PolicyContent {
  title: string
  /** One sentence that says who gets what. */
  plain: string
  audience: PolicyAudience
  /** 发文机关. */
  issuer: string
  /** 文号, with the brackets it was printed with. */
  documentNo: string
  issuedOn: string | null
  /** 有效期; null: until it is ended. */
  validFrom: string | null
  validTo: string | null
  level: 'country' | 'city' | 'county' | 'township'
  benefits: readonly BenefitKind[]
  needs: readonly Need[]
  /** Industries it is meant for, as codes of GB/T 4754; empty: all. For search, the rule decides. */
  industries: readonly string[]
  rule: Rule
  amount: Amount
  repeat: Repeat
  /** Policies that are not had together with this one (不得重复享受), by their key. */
  excludes: readonly string[]
  window: ApplyWindow
  way: PayWay
  /** 兑现时限 in working days; null: the document names none. */
  payDays: number | null
  materials: readonly PolicyMaterial[]
  steps: readonly string[]
  applyAt: ApplyAt
  place: string
  phone: string
  /** 政策原文 and 解读, plain text with blank lines between paragraphs. */
  text: string
  interpretation: string
  sourceUrl: string | null
  competition: CompetitionReview | null
}

/** How it stands beside its text: changed without a new edition. */
export interface Availability {
  state: 'open' | 'spent' | 'paused'
  /** 延期: the last day as it was moved; null: that of the window. */
  extendedTo: string | null
  note: string
}

export type * from './profile.types'

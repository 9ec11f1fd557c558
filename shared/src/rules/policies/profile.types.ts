import type { Condition, EnterpriseKind, Facts, Need, SizeClass, Truth } from './types'

/** A qualification with its validity; `to` null: for good, or not known. */
export interface Qualification {
  kind: string
  number: string
  from: string | null
  to: string | null
}

/** Figures of one year. Null: not known. */
export interface YearFigures {
  year: number
  staff: number | null
  revenueFen: number | null
  assetsFen: number | null
  /** Whatever else belongs to a year, by field. */
  others: Readonly<Record<string, number | boolean | null>>
}

/** 已享受. */
export interface ReceivedPolicy {
  /** The policy's key. */
  policy: string
  on: string
  fen: number | null
  /** `payments`: the office has paid it, so that nobody is asked for it; absent: as the enterprise says. */
  source?: 'payments'
}

/** 一企一档. What is null or absent is unknown. */
export interface EnterpriseProfile {
  creditCode: string | null
  name: string
  kind: EnterpriseKind | null
  /** Where it works. */
  region: string | null
  /** GB/T 4754 codes, the main one first. */
  industries: readonly string[] | null
  foundedOn: string | null
  /** 规模 as somebody who knows says it, instead of what the figures give. */
  sizeOverride: SizeClass | null
  qualifications: readonly Qualification[] | null
  years: readonly YearFigures[]
  /** Facts without a year, by field. */
  others: Facts
  received: readonly ReceivedPolicy[] | null
  wishes: readonly Need[]
}

export interface ConditionResult {
  condition: Condition
  /** Whether what is asked holds: of a condition under `none` (不得有), whether it is not so. */
  truth: Truth
  /** It stands under `none`: not having it is what is asked. */
  none: boolean
  /** The subject's own value in words; null: not known. */
  own: string | null
}

/** `received`: had already; `again` is the first day on which it may be had again, null: never. */
export type Outcome = 'eligible' | 'possible' | 'notEligible' | 'received'

export interface Matched {
  outcome: Outcome
  /** Every condition of the rule, in the document's order. */
  conditions: readonly ConditionResult[]
  /** Fields whose answers would settle it, of as few as possible. */
  open: readonly string[]
  again: string | null
  /** What was had already, of this policy or of one that it excludes. */
  had: ReceivedPolicy | null
}

import type { Facts, HouseholdAnswers } from '@hutang/shared/rules'
import { persisted } from './persisted'

export interface HeldHousehold extends HouseholdAnswers {
  /** Questions that were passed over: 不清楚. */
  passed: readonly string[]
  /** How many were answered or passed over. */
  asked: number
}

const nothing: HeldHousehold = { household: {}, people: [], passed: [], asked: 0 }

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null

const isHeld = (value: unknown): value is HeldHousehold => {
  if (typeof value !== 'object' || value === null) return false
  const { household, people, passed, asked } = value as Partial<Record<keyof HeldHousehold, unknown>>
  return isFacts(household) && Array.isArray(people) && Array.isArray(passed) && typeof asked === 'number'
}

/** 我能领什么补贴: what somebody entered about their household. It lies on this phone alone and is sent nowhere. */
export const householdAnswers = persisted<HeldHousehold>('hutang.household-answers', nothing, isHeld)

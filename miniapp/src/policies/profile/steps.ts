import type { EnterpriseProfile } from '@hutang/shared/rules'
import { knownIn, sections } from './fields'

export const stepNames = ['basics', 'size', 'facts', 'qualifications', 'wishes', 'received'] as const
export type StepName = (typeof stepNames)[number]

/** The most useful first: the basics and the size decide most policies. */
export const stepTitles: Record<StepName, string> = {
  basics: '是什么样的企业',
  size: '多大规模',
  facts: '有哪些情况',
  qualifications: '有什么资质',
  wishes: '想要什么帮助',
  received: '已经享受过的',
}

/** On a phone, where they stand in one line. */
export const shortTitles: Record<StepName, string> = {
  basics: '基本',
  size: '规模',
  facts: '情况',
  qualifications: '资质',
  wishes: '需求',
  received: '已享受',
}

/** Whether something of a step is known. */
export function isBegun(step: StepName, profile: EnterpriseProfile, day: string): boolean {
  switch (step) {
    case 'basics':
      return profile.kind !== null && profile.industries !== null && profile.foundedOn !== null
    case 'size':
      return profile.years.some(({ staff, revenueFen }) => staff !== null || revenueFen !== null)
    case 'facts':
      return sections.some((section) => knownIn(profile, section, day) > 0)
    case 'qualifications':
      return profile.qualifications !== null
    case 'wishes':
      return profile.wishes.length > 0
    case 'received':
      return profile.received !== null
  }
}

export const begun = (profile: EnterpriseProfile, day: string): number =>
  stepNames.filter((step) => isBegun(step, profile, day)).length

/** The first that nothing is known of; all are begun: the first. */
export const firstOpen = (profile: EnterpriseProfile, day: string): StepName =>
  stepNames.find((step) => !isBegun(step, profile, day)) ?? 'basics'

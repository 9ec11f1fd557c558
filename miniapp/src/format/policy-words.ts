import type { PackageEntry, PolicyLine, PolicyStatus } from '@hutang/shared/contract'

export interface StateTag {
  text: string
  tone: 'good' | 'missing' | 'soon' | 'info' | 'plain'
}

/** 还剩 10 个工作日, 12 月 1 日开始, 额满: how long it may be applied for, as short as a tag. */
export function windowTag(status: PolicyStatus, day: (date: string) => string): StateTag | null {
  const { state, text, opensOn, closesOn, daysLeft, workingDaysLeft } = status
  switch (state) {
    case 'closing':
    case 'open': {
      const tone = state === 'closing' ? 'soon' : 'plain'
      if (closesOn === null || daysLeft === null) return { text: '常年可办', tone: 'plain' }
      if (daysLeft === 0) return { text: '今天截止', tone: 'soon' }
      if (workingDaysLeft === null || workingDaysLeft === 0) return { text: `${day(closesOn)}截止`, tone }
      return { text: `还剩 ${workingDaysLeft} 个工作日`, tone }
    }
    case 'notYet':
      return { text: opensOn === null ? text : `${day(opensOn)}开始`, tone: 'info' }
    case 'spent':
    case 'paused':
      return { text, tone: 'missing' }
    default:
      return { text, tone: 'plain' }
  }
}

type Stands = Pick<PackageEntry, 'outcome'> & { policy: Pick<PolicyLine, 'way'> }

/** Whether it fits, in a word. */
export function outcomeTag({ outcome, policy: { way } }: Stands): StateTag {
  if (outcome === 'received') return { text: '已享受', tone: 'plain' }
  if (outcome === 'possible') return { text: '可能符合', tone: 'soon' }
  return way === 'instant' ? { text: '免申即享', tone: 'good' } : { text: '符合', tone: 'good' }
}

/** The most that somebody may get by it; what the document says of everybody where that is not known. */
export const sumOfEntry = ({ most, policy }: Pick<PackageEntry, 'most' | 'policy'>): string =>
  most ?? policy.amount

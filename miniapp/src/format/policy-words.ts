import type { PackageEntry, PolicyLine, PolicyStatus } from '@hutang/shared/contract'
import type { BenefitKind, Need } from '@hutang/shared/rules'

/** 需求, in an owner's words. */
export const needWords: Record<Need, string> = {
  money: '资金',
  credit: '融资',
  people: '用工',
  land: '用地',
  technology: '技术',
  market: '销路',
  training: '培训',
  machines: '农机设备',
}

/** 支持方式. */
export const benefitWords: Record<BenefitKind, string> = {
  grant: '补贴',
  award: '奖励',
  interest: '贷款贴息',
  tax: '税费减免',
  guarantee: '融资担保',
  insurance: '保险',
  jobs: '用工补贴',
  land: '用地支持',
  training: '培训',
  honour: '评定认定',
}

export const levelWords: Record<PolicyLine['level'], string> = {
  country: '国家',
  city: '市级',
  county: '区级',
  township: '镇级',
}

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

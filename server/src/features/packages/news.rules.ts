import type { PackageEntry } from '@hutang/shared'
import { isOpen, type Standing } from './standing'

/** What somebody saw of a package when they last looked. */
export interface Seen {
  at: Date
  standings: readonly Standing[]
}

type News = PackageEntry['news']

/** What is new, changed or closing since then; who looks for the first time is told nothing of it. */
export function newsOf(seen: Seen | null, now: Standing): News {
  if (!seen || now.outcome === 'received') return null
  const before = seen.standings.find(({ policy }) => policy === now.policy)
  if (!before) return { kind: 'new', text: '新的' }
  const text = changeText(before, now)
  if (text) return { kind: 'changed', text }
  return now.state === 'closing' && before.state !== 'closing' ? { kind: 'closing', text: '快截止了' } : null
}

function changeText(before: Standing, now: Standing): string | null {
  if (before.outcome === 'received') return '又可以申请了'
  if (before.outcome === 'possible' && now.outcome === 'eligible') return '现在都符合了'
  if (before.state === 'notYet' && isOpen(now)) return '开始申报了'
  if (before.state !== now.state && (now.state === 'spent' || now.state === 'paused'))
    return now.state === 'spent' ? '额满了' : '暂停申报了'
  if (!isOpen(before) && isOpen(now)) return '又可以申报了'
  if (isOpen(now) && before.closesOn !== now.closesOn) return '截止日改了'
  return before.edition !== now.edition ? '有更正' : null
}

import { type PayWay, reminderDue, remindersFor, type WorkingDayTable } from '@hutang/shared'
import type { AnnouncementDoc } from '../announcements'
import { isAlive, isOpen, type Standing } from './standing'

/** What is announced of a policy for an enterprise: once an edition and a reason. */
export interface Told {
  policy: string
  edition: number
  reason: string
  kind: Extract<AnnouncementDoc['kind'], 'published' | 'status' | 'reminder'>
}

/** A policy as it is now, also where it fits no more. */
export interface Now {
  edition: number
  way: PayWay
  isWithdrawn: boolean
  /** When anything of it changed last: what tells two changes of its standing apart. */
  changedAt: number
}

export interface ToldContext {
  /** The last day that was looked at before, and today. */
  before: string
  day: string
  table: WorkingDayTable
  /** Who changes the profile sees at once what becomes of it: only what opens is told to all who act for it. */
  by: 'profile' | 'round'
  nowOf(policy: string): Now | undefined
  /** Too little is known for it to be told: it stands in the package alone. */
  isVague(policy: string): boolean
}

/** What has to be told of the difference between two states of a package. What is said once says it all: no two of one policy. */
export function toldOf(
  before: readonly Standing[],
  after: readonly Standing[],
  context: ToldContext,
): Told[] {
  const was = new Map(before.map((one) => [one.policy, one]))
  const is = new Map(after.map((one) => [one.policy, one]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((policy): Told[] => {
    const now = context.nowOf(policy)
    const [old, one] = [was.get(policy), is.get(policy)]
    // Who was told that it fits has to hear that it may not.
    const isNews = old?.outcome === 'eligible'
    if (!now || (one?.outcome === 'possible' && !isNews && context.isVague(policy))) return []
    const told = one ? (old ? changed(old, one, now, context) : opened(one)) : old && lost(old, now, context)
    return told ? [{ policy, edition: now.edition, ...told }] : []
  })
}

type Said = Omit<Told, 'policy' | 'edition'> | null

const isHad = ({ outcome }: Standing): boolean => outcome === 'received'

const opened = (one: Standing): Said =>
  !isHad(one) && isAlive(one) ? { reason: 'new', kind: 'published' } : null

function lost(old: Standing, now: Now, { by }: ToldContext): Said {
  if (isHad(old) || !isAlive(old)) return null
  if (now.isWithdrawn) return { reason: 'withdrawn', kind: 'status' }
  if (now.edition !== old.edition) return { reason: 'changed', kind: 'status' }
  return by === 'round' ? { reason: 'lost', kind: 'status' } : null
}

/** Of what still fits: what changed, else a reminder that is due. */
function changed(old: Standing, one: Standing, now: Now, context: ToldContext): Said {
  if (isHad(one)) return null
  if (isHad(old))
    return isAlive(one) ? { reason: `again-${context.day.slice(0, 4)}`, kind: 'published' } : null
  if (now.edition !== old.edition) {
    const matters = old.outcome !== one.outcome || standsOtherwise(old, one)
    return matters ? { reason: 'changed', kind: 'status' } : reminder(one, now, context)
  }
  if (old.state === 'notYet' && isOpen(one)) return { reason: 'opens', kind: 'published' }
  if (standsOtherwise(old, one)) return { reason: `status-${now.changedAt.toString(36)}`, kind: 'status' }
  if (old.outcome === 'possible' && one.outcome === 'eligible' && isAlive(one) && context.by === 'round')
    return { reason: 'eligible', kind: 'published' }
  return reminder(one, now, context)
}

/** 额满, 暂停, 恢复, 延期; that a window is over by itself is told before. */
const standsOtherwise = (old: Standing, one: Standing): boolean =>
  isAlive(old) !== isAlive(one) && one.state !== 'closed' && one.state !== 'expired'
    ? true
    : isAlive(one) && old.closesOn !== one.closesOn

/** What is paid without applying needs no reminder. */
function reminder(one: Standing, { way }: Now, { before, day, table }: ToldContext): Said {
  if (!isOpen(one) || one.closesOn === null || way === 'instant') return null
  const due = reminderDue(remindersFor(one.closesOn, table), { told: before, day, end: one.closesOn })
  return due && { reason: `closes${due.left}-${one.closesOn}`, kind: 'reminder' }
}

import type { User } from '@hutang/shared/contract'
import { persisted } from './persisted'

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0

/** The number of unread messages: set by pages that read the inbox, shown by the tab bar. */
export const unread = persisted<number>('hutang.unread', 0, isCount)

/** Work that waits for the signed-in cadre, and answers that the person has not read: set with the user, shown by the tab bar. */
export const waitingWork = persisted<number>('hutang.waiting', 0, isCount)

/** What the tab bar shows of a person; of nobody nothing. */
export function showCounts(user: Pick<User, 'unread' | 'waiting' | 'answers' | 'appeals'> | null): void {
  unread.set(user?.unread ?? 0)
  waitingWork.set(user?.waiting.reduce((sum, { count }) => sum + count, user.answers + user.appeals) ?? 0)
}

import { persisted } from './persisted'

/** The number of unread messages: set by pages that read the inbox, shown by the tab bar. */
export const unread = persisted<number>(
  'hutang.unread',
  0,
  (value): value is number => typeof value === 'number' && value >= 0,
)

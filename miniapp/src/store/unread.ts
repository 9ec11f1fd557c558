import { persisted } from './persisted'

/** How many messages wait; pages that read the inbox set it, the tab bar shows it. */
export const unread = persisted<number>(
  'hutang.unread',
  0,
  (value): value is number => typeof value === 'number' && value >= 0,
)

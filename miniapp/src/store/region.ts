import { persisted } from './persisted'

/** The village this phone looks at. */
export const region = persisted<string | null>(
  'hutang.region',
  null,
  (value): value is string | null => value === null || typeof value === 'string',
)

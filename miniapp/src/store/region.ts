import { persisted } from './persisted'

/** The code of the village chosen on this phone; null before the first choice. */
export const region = persisted<string | null>(
  'hutang.region',
  null,
  (value): value is string | null => value === null || typeof value === 'string',
)

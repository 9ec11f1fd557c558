import type { Feature } from '../../feature'
import { ledgersRoutes } from './ledgers.routes'

/** 台账: what the notices of a ledger's items say, side by side; it keeps nothing of its own. */
export const ledgers = { name: 'ledgers', plugin: ledgersRoutes } satisfies Feature

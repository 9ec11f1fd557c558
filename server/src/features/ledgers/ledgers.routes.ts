import { visitor } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { ledgerScreen } from './ledger'
import { ledgersScreen } from './ledgers'

export function ledgersRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/screens/ledgers', ({ query, actor }) =>
    ledgersScreen(deps, query.region, actor?.viewer ?? visitor),
  )
  on('GET /api/screens/ledger', ({ query, actor }) => ledgerScreen(deps, query, actor?.viewer ?? visitor))
}

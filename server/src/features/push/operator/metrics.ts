import { Gauge, type Registry } from 'prom-client'
import type { Deps } from '../../../deps'
import { pushModels } from '../push.model'
import { lateSecondsOf, moneyOf, queuesOf } from './status'

/** What the operator's page shows, for whoever watches by machine; counts end at 10,001. */
export function operatorMetrics(registry: Registry, deps: Deps): void {
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read())
      },
    })
  const { Pause } = pushModels(deps.db)
  gauge('push_late_seconds', 'How long the oldest of those to be told at once is overdue', () =>
    lateSecondsOf(deps),
  )
  gauge('push_channels_paused', 'Channels that the operator has paused', () => Pause.countDocuments())
  gauge('push_sms_fen', 'What SMS cost all places this month, in fen', async () => {
    return (await moneyOf(deps)).reduce((sum, { fen }) => sum + fen, 0)
  })
  new Gauge({
    name: 'push_queue',
    help: 'What waits, by where',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      for (const [queue, { n, more }] of Object.entries(await queuesOf(deps)))
        this.set({ queue }, more ? n + 1 : n)
    },
  })
}

import { Gauge, type Registry } from 'prom-client'
import type { Deps } from '../../deps'
import { countUnmatched } from '../announcements'
import { countBroken } from './delivery/stops'
import { pushModels } from './push.model'

/** How far behind the engine is, counted when asked. */
export function pushMetrics(registry: Registry, deps: Deps): void {
  const { db } = deps
  const registers = [registry]
  new Gauge({
    name: 'push_announcements_unmatched',
    help: 'Announcements whose recipients are not all written yet',
    registers,
    async collect() {
      this.set(await countUnmatched(db))
    },
  })
  new Gauge({
    name: 'push_matches_pending',
    help: 'Matches not told yet, by what they wait for',
    labelNames: ['lane'],
    registers,
    async collect() {
      for (const lane of ['now', 'digest', 'burst'] as const) {
        this.set({ lane }, await pushModels(db).Match.countDocuments({ state: 'pending', lane }))
      }
    },
  })
  new Gauge({
    name: 'push_attempts',
    help: 'Calls to a provider, by what is known of them',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const state of ['sending', 'waiting', 'accepted', 'refused', 'unknown'] as const) {
        this.set({ state }, await pushModels(db).Attempt.countDocuments({ state }))
      }
    },
  })
  new Gauge({
    name: 'push_channels_stopped',
    help: 'Channels and templates stopped by an answer only the operator can mend',
    registers,
    async collect() {
      this.set(await countBroken(deps))
    },
  })
}

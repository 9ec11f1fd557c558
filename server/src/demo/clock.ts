import type { Connection } from 'mongoose'
import { OffsetClock } from '../clock'
import { settingModels } from '../storage/settings.model'

/** The demo's clock: ahead of the real one by what was asked, and still so after a restart. */
export class DemoClock extends OffsetClock {
  async restore(db: Connection): Promise<void> {
    const kept = await settingModels(db).Setting.findById('clock').lean()
    this.advance(Number(kept?.value ?? 0) - this.offsetMs)
  }

  async move(db: Connection, ms: number): Promise<void> {
    this.advance(ms)
    await settingModels(db).Setting.updateOne(
      { _id: 'clock' },
      { $set: { value: String(this.offsetMs) } },
      { upsert: true },
    )
  }
}

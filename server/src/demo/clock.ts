import { OffsetClock } from '../clock'
import type { Models } from '../models'

/** The demo's clock: ahead of the real one by what was asked, and still so after a restart. */
export class DemoClock extends OffsetClock {
  async restore(models: Models): Promise<void> {
    const kept = await models.Setting.findById('clock').lean()
    this.advance(Number(kept?.value ?? 0) - this.offsetMs)
  }

  async move(models: Models, ms: number): Promise<void> {
    this.advance(ms)
    await models.Setting.updateOne(
      { _id: 'clock' },
      { $set: { value: String(this.offsetMs) } },
      { upsert: true },
    )
  }
}

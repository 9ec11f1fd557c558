import type { ChannelName } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { insertOnce } from '../../../storage/insert-once'
import { pushModels } from '../push.model'

/** What is paused waits, and is decided anew when the channel goes on. Every worker reads it with each poll. */
export async function pauseChannel(
  { db, clock, work }: Pick<Deps, 'db' | 'clock' | 'work'>,
  channel: ChannelName,
  paused: boolean,
  by: string,
): Promise<void> {
  const { Pause } = pushModels(db)
  if (paused) await insertOnce(Pause, { _id: channel, since: clock.now(), by })
  else await Pause.deleteOne({ _id: channel })
  work.send()
}

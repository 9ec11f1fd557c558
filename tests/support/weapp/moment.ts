import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises'

/** A moment of the phone: long enough for some timers one after the other, as a draw takes, on a slow machine too. */
export async function aMoment(): Promise<void> {
  await delay(5)
  for (let round = 0; round < 5; round++) await nextRound()
}

import { randomUUID } from 'node:crypto'
import { dayMs } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { insertMissing } from '../../../storage/insert-once'
import { returnMoney, spendMoney } from '../limits/money'
import { pushModels } from '../push.model'
import type { SmsHoldDoc } from './sms.schemas'

/** What one delivery wants to set aside. */
export type Wanted = Pick<SmsHoldDoc, '_id' | 'region' | 'fen' | 'address' | 'template' | 'provider'>

const keptMs = 40 * dayMs

/** What is held for these deliveries already. */
export async function holdsOf(
  { db }: Pick<Deps, 'db'>,
  deliveries: readonly string[],
): Promise<Map<string, SmsHoldDoc>> {
  const holds = await pushModels(db)
    .SmsHold.find({ _id: { $in: [...deliveries] }, state: { $ne: 'returned' } })
    .batchSize(deliveries.length + 1)
    .lean<SmsHoldDoc[]>()
  return new Map(holds.map((hold) => [hold._id, hold]))
}

/**
 * Spends the month's money for as many as it has money for, and holds it for each. First the money: a death between
 * the two costs the month some of it, and never sends more than the cap allows.
 */
export async function holdMoney(deps: Deps, wanted: readonly Wanted[]): Promise<Map<string, SmsHoldDoc>> {
  const token = randomUUID()
  const held: SmsHoldDoc[] = []
  for (const [region, ofRegion] of byRegion(wanted)) {
    const { fitting, month } = await spendMoney(
      deps,
      region,
      ofRegion.map(({ fen }) => fen),
    )
    const expiresAt = new Date(deps.clock.now().getTime() + keptMs)
    for (const one of ofRegion.slice(0, fitting))
      held.push({ ...one, month, state: 'reserved', token, expiresAt })
  }
  return new Map((await write(deps, held, token)).map((hold) => [hold._id, hold]))
}

function byRegion(wanted: readonly Wanted[]): Map<string, Wanted[]> {
  const regions = new Map<string, Wanted[]>()
  for (const one of wanted) regions.set(one.region, [...(regions.get(one.region) ?? []), one])
  return regions
}

/** Where another worker holds a delivery by now, its hold counts, and what was spent here goes back. */
async function write(deps: Deps, held: readonly SmsHoldDoc[], token: string): Promise<SmsHoldDoc[]> {
  const { SmsHold } = pushModels(deps.db)
  if (await insertMissing(SmsHold, held)) return [...held]
  const changes = held.map(({ _id, ...hold }) => ({
    updateOne: { filter: { _id, state: 'returned' as const }, update: { $set: hold } },
  }))
  await SmsHold.bulkWrite(changes, { ordered: false })
  const now = await holdsOf(
    deps,
    held.map(({ _id }) => _id),
  )
  await giveBack(
    deps,
    held.filter(({ _id }) => now.get(_id)?.token !== token),
  )
  return [...now.values()]
}

async function giveBack(deps: Pick<Deps, 'db'>, holds: readonly SmsHoldDoc[]): Promise<void> {
  const sums = new Map<string, { region: string; month: string; fen: number }>()
  for (const { region, month, fen } of holds) {
    const key = `${region}:${month}`
    sums.set(key, { region, month, fen: fen + (sums.get(key)?.fen ?? 0) })
  }
  for (const { region, month, fen } of sums.values()) await returnMoney(deps, region, month, fen)
}

/** The next try goes by another vendor, for the same money. */
export async function moveHolds({ db }: Pick<Deps, 'db'>, holds: readonly SmsHoldDoc[]): Promise<void> {
  if (holds.length === 0) return
  await pushModels(db).SmsHold.bulkWrite(
    holds.map(({ _id, template, provider }) => ({
      updateOne: { filter: { _id, state: 'reserved' as const }, update: { $set: { template, provider } } },
    })),
    { ordered: false },
  )
}

/** The calls were surely not made, or refused: their money goes back, each once, whoever repeats it. */
export async function returnHolds(deps: Pick<Deps, 'db'>, deliveries: readonly string[]): Promise<void> {
  if (deliveries.length === 0) return
  const { SmsHold } = pushModels(deps.db)
  const token = randomUUID()
  const ours = { _id: { $in: [...deliveries] }, state: 'returning' as const, token }
  const taken = await SmsHold.updateMany(
    { _id: { $in: [...deliveries] }, state: 'reserved' },
    { $set: { state: 'returning', token } },
  )
  if (taken.modifiedCount === 0) return
  await giveBack(
    deps,
    await SmsHold.find(ours)
      .batchSize(deliveries.length + 1)
      .lean<SmsHoldDoc[]>(),
  )
  await SmsHold.updateMany(ours, { $set: { state: 'returned' } })
}

/** Sent, or perhaps sent. */
export async function spendHolds({ db }: Pick<Deps, 'db'>, deliveries: readonly string[]): Promise<void> {
  if (deliveries.length === 0) return
  await pushModels(db).SmsHold.updateMany(
    { _id: { $in: [...deliveries] }, state: 'reserved' },
    { $set: { state: 'spent' } },
  )
}

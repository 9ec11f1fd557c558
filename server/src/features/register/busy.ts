import type { Connection } from 'mongoose'
import { AppError } from '../../errors'
import { upsertSafely } from '../../storage/insert-once'
import { type RegisterStateDoc, registerModels } from './register.model'

/** How often a village's register has changed; what was compared with an earlier one is compared again. */
export async function generationOf(db: Connection, region: string): Promise<number> {
  const state = await registerModels(db).RegisterState.findById(region).lean<RegisterStateDoc>()
  return state?.generation ?? 0
}

async function ensureState(db: Connection, region: string): Promise<void> {
  await upsertSafely(() =>
    registerModels(db).RegisterState.updateOne(
      { _id: region },
      { $setOnInsert: { generation: 0, busy: null } },
      { upsert: true, setDefaultsOnInsert: false },
    ),
  )
}

/** Keeps the register for one import, which was compared with this generation; true also where it has it already. */
export async function takeRegister(
  db: Connection,
  region: string,
  importId: string,
  generation: number | null,
): Promise<boolean> {
  const { RegisterState } = registerModels(db)
  await ensureState(db, region)
  const free = generation === null ? { _id: region, busy: null } : { _id: region, busy: null, generation }
  const { modifiedCount } = await RegisterState.updateOne(free, {
    $set: { busy: importId },
    $inc: { generation: 1 },
  })
  if (modifiedCount === 1) return true
  return (await RegisterState.exists({ _id: region, busy: importId })) !== null
}

export async function freeRegister(db: Connection, region: string, importId: string): Promise<void> {
  await registerModels(db).RegisterState.updateOne(
    { _id: region, busy: importId },
    { $set: { busy: null }, $inc: { generation: 1 } },
  )
}

/** Before something is done by hand: not while an import is being applied. */
export async function countChange(db: Connection, region: string): Promise<void> {
  const { RegisterState } = registerModels(db)
  await ensureState(db, region)
  const { modifiedCount } = await RegisterState.updateOne(
    { _id: region, busy: null },
    { $inc: { generation: 1 } },
  )
  if (modifiedCount === 0) throw new AppError('registerBusy')
}

/** After it is written: what was compared meanwhile is compared again. */
export async function changeWritten(db: Connection, region: string): Promise<void> {
  await registerModels(db).RegisterState.updateOne({ _id: region }, { $inc: { generation: 1 } })
}

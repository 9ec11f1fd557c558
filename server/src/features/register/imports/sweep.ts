import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { AppError } from '../../../errors'
import { freeRegister } from '../busy'
import { type ImportDoc, type RegisterStateDoc, registerModels } from '../register.model'
import { applyImport } from './apply'
import { lineIds } from './lines'
import { takeBack } from './undo'

const minuteMs = 60_000
/** Longer than a page of steps takes. */
const patienceMs = 2 * minuteMs
const dayMs = 24 * 60 * minuteMs
/** How long the lines of an import are kept, and it can be undone. */
export const keptDays = 30

const before = ({ clock }: Deps, ms: number) => ({ $lt: new Date(clock.now().getTime() - ms) })

/** Finishes what a crash cut short, and forgets what was never confirmed. Answers for how many imports. */
export async function finishImports(deps: Deps): Promise<number> {
  const { RegisterImport } = registerModels(deps.db)
  const pending = await RegisterImport.find({
    state: { $in: ['applying', 'undoing'] },
    touchedAt: before(deps, patienceMs),
  }).lean<ImportDoc[]>()
  const done = await eachSafely(
    deps.log,
    'an import of a register could not be finished',
    pending,
    async (doc) => {
      try {
        await (doc.state === 'applying' ? applyImport(deps, doc) : takeBack(deps, doc))
      } catch (error) {
        // The clerk looks at it again.
        if (error instanceof AppError && error.status === 409) return false
        throw error
      }
      return true
    },
  )
  await freeForgotten(deps)
  const unread = await RegisterImport.find({
    state: 'reading',
    county: null,
    touchedAt: before(deps, 10 * minuteMs),
  }).lean<ImportDoc[]>()
  for (const { _id } of unread) await dropImport(deps, _id)
  return done
}

/** A register that is kept for an import which is over, or never began: the crash came between the two. */
async function freeForgotten({ db }: Deps): Promise<void> {
  const { RegisterImport, RegisterState } = registerModels(db)
  for (const { _id, busy } of await RegisterState.find({ busy: { $ne: null } }).lean<RegisterStateDoc[]>()) {
    const working = await RegisterImport.exists({ _id: busy ?? '', state: { $in: ['applying', 'undoing'] } })
    if (busy !== null && !working) await freeRegister(db, _id, busy)
  }
}

/** Lines hold people's names: they go after a month, and with them the way back. */
export async function forgetLines(deps: Deps): Promise<void> {
  const { RegisterImport, RegisterLine } = registerModels(deps.db)
  const touchedAt = before(deps, keptDays * dayMs)
  const open = await RegisterImport.find({ state: 'staged', touchedAt }).lean<ImportDoc[]>()
  for (const { _id } of open) await dropImport(deps, _id)
  const over = await RegisterImport.find({
    state: { $in: ['applied', 'undone'] },
    touchedAt,
    steps: { $gt: 0 },
  }).lean<ImportDoc[]>()
  for (const { _id } of over) {
    await RegisterLine.deleteMany(lineIds.all(_id))
    await RegisterImport.updateOne({ _id }, { $set: { steps: 0 } })
  }
}

/** The lines first: an import without lines can be dropped again. */
export async function dropImport({ db }: Pick<Deps, 'db'>, id: string): Promise<void> {
  const { RegisterImport, RegisterLine } = registerModels(db)
  await RegisterLine.deleteMany(lineIds.all(id))
  await RegisterImport.deleteOne({ _id: id, state: { $in: ['reading', 'staged'] } })
}

import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { compareAgain } from '../imports/answers'
import { applyImport } from '../imports/apply'
import { begin } from '../imports/confirm'
import { type CountyDoc, type ImportDoc, registerModels } from '../register.model'

const running = new WeakSet<Deps['db']>()

/** Goes on without being waited for; what fails is logged, and the job goes on with it. */
export function goOn(deps: Deps): void {
  void finishCounties(deps).catch((error) =>
    deps.log.error({ err: error }, 'a county’s register waits for the job'),
  )
}

/** Compares the villages of a file that is staged whole, and applies the clean ones of a file that was confirmed. */
export async function finishCounties(deps: Deps): Promise<void> {
  if (running.has(deps.db)) return
  running.add(deps.db)
  try {
    const { CountyImport } = registerModels(deps.db)
    const pending = await CountyImport.find({ state: { $in: ['reading', 'applying'] } }).lean<CountyDoc[]>()
    for (const doc of pending) {
      if (doc.state === 'applying') await applyClean(deps, doc)
      else if (doc.whole) await compareVillages(deps, doc)
    }
  } finally {
    running.delete(deps.db)
  }
}

export const villagesOf = ({ db }: Pick<Deps, 'db'>, county: string): Promise<ImportDoc[]> =>
  registerModels(db).RegisterImport.find({ county }).sort({ region: 1 }).batchSize(1000).lean<ImportDoc[]>()

async function compareVillages(deps: Deps, doc: CountyDoc): Promise<void> {
  for (const village of await villagesOf(deps, doc._id)) {
    if (village.state === 'reading') await compareAgain(deps, village)
  }
  await registerModels(deps.db).CountyImport.updateOne(
    { _id: doc._id, state: 'reading', whole: true },
    { $set: { state: 'staged', touchedAt: deps.clock.now() } },
  )
}

/** Nothing is asked, nothing is wrong and nobody is gone: the county may confirm it for the village. */
export const isClean = ({ counts }: Pick<ImportDoc, 'counts'>): boolean =>
  counts.question === 0 && counts.problem === 0 && counts.gone === 0

async function applyClean(deps: Deps, doc: CountyDoc): Promise<void> {
  for (const village of await villagesOf(deps, doc._id)) {
    if (village.state === 'applying') await settled(() => applyImport(deps, village))
    else if (village.state === 'staged' && isClean(village))
      await settled(async () => applyImport(deps, await begin(deps, village, 'staged', 'applying')))
  }
  await registerModels(deps.db).CountyImport.updateOne(
    { _id: doc._id, state: 'applying' },
    { $set: { state: 'applied', touchedAt: deps.clock.now() } },
  )
}

/** A village whose register has changed meanwhile waits for its own clerk. */
async function settled(apply: () => Promise<unknown>): Promise<void> {
  try {
    await apply()
  } catch (error) {
    if (!(error instanceof AppError && error.status === 409)) throw error
  }
}

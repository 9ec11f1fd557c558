import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { recordAct, type Who } from '../../audit'
import { isOfficeHolder, personOf, writeRegister } from '../../residents'
import { residenceEnds } from '../../verification'
import { freeRegister, takeRegister } from '../busy'
import { type ImportDoc, type LineDoc, registerModels } from '../register.model'
import { compareAgain } from './answers'
import { lineIds } from './lines'
import { namesOf } from './names'
import { stepsOf } from './steps'

const pageSize = 500

/** Whoever confirmed it, where the request is over. */
export const whoOf = ({ by }: Pick<ImportDoc, 'by'>): Who => ({
  account: { _id: by.account },
  person: { _id: by.person },
  from: null,
})

/**
 * Takes the steps of a confirmed import, a page at a time behind the last one that was taken. Every step says what
 * stood there before, so that it may be taken twice. Throws `registerChanged` where the register is another by now.
 */
export async function applyImport(deps: Deps, doc: ImportDoc, who: Who = whoOf(doc)): Promise<ImportDoc> {
  const { db } = deps
  if (!(await takeRegister(db, doc.region, doc._id, doc.generation))) return backToStaged(deps, doc)
  await recordAct(deps, doc._id, { act: 'registerImported', by: who, region: doc.region, subject: doc._id })
  const names = await namesOf(deps, doc)
  const kept = new Set(doc.result?.keptByHand)
  for (let at = doc; ; ) {
    const page = await pageAfter(deps, doc._id, at.cursor)
    if (page.length === 0) break
    await writeRegister(
      deps,
      doc.region,
      page.flatMap((line) => stepsOf(doc, line, names)),
    )
    for (const line of page) if (line.step?.do === 'end') await end(deps, line.step, kept)
    const last = page.at(-1)?._id ?? ''
    at = await noted(deps, doc._id, 'applying', last, page.length)
  }
  return finished(deps, doc, [...kept])
}

const pageAfter = ({ db }: Deps, importId: string, cursor: string): Promise<LineDoc[]> =>
  registerModels(db)
    .RegisterLine.find({ _id: { $gt: cursor || `${importId}:`, $lt: `${importId};` } })
    .sort({ _id: 1 })
    .limit(pageSize)
    .lean<LineDoc[]>()

/** Somebody in office is for the township to end, as at the desk. */
async function end(
  deps: Deps,
  { id, why }: { id: string; why: 'died' | 'movedOut' },
  kept: Set<string>,
): Promise<void> {
  const person = await personOf(deps.db, id)
  if (person?.residence?.state !== 'living') return
  if (await isOfficeHolder(deps, id)) kept.add(`${person.name}在任村干部，请镇里登记。`)
  else await residenceEnds(deps, person, why === 'died' ? 'death' : 'moved')
}

/** How far it has come; where another process has finished it meanwhile, that is the end here. */
export async function noted(
  { db, clock }: Deps,
  id: string,
  state: 'applying' | 'undoing',
  cursor: string,
  lines: number,
): Promise<ImportDoc> {
  const next = await registerModels(db)
    .RegisterImport.findOneAndUpdate(
      { _id: id, state },
      { $set: { cursor, touchedAt: clock.now() }, $inc: { done: lines } },
      { returnDocument: 'after' },
    )
    .lean<ImportDoc>()
  if (!next) throw new AppError('importState')
  return next
}

async function finished(deps: Deps, doc: ImportDoc, keptByHand: string[]): Promise<ImportDoc> {
  const { db, clock } = deps
  const { RegisterImport, RegisterLine } = registerModels(db)
  const counted = await RegisterLine.aggregate<{ _id: string | null; n: number }>([
    { $match: { ...lineIds.all(doc._id), of: 'person' } },
    { $group: { _id: '$step.do', n: { $sum: 1 } } },
  ])
  const of = (what: string) => counted.find(({ _id }) => _id === what)?.n ?? 0
  const result = {
    at: clock.now(),
    newPeople: of('insert'),
    changedPeople: of('update'),
    endedPeople: of('end') - keptByHand.length,
    newHouseholds: doc.counts.newHouseholds,
    keptByHand,
  }
  await RegisterImport.updateOne({ _id: doc._id, state: 'applying' }, { $set: { state: 'applied', result } })
  await freeRegister(db, doc.region, doc._id)
  return (await RegisterImport.findById(doc._id).lean<ImportDoc>()) as ImportDoc
}

/** Somebody changed the register since, or is changing it: the import waits for another look. */
async function backToStaged(deps: Deps, doc: ImportDoc): Promise<never> {
  const { RegisterImport, RegisterState } = registerModels(deps.db)
  await RegisterImport.updateOne({ _id: doc._id, state: 'applying' }, { $set: { state: 'staged' } })
  if (await RegisterState.exists({ _id: doc.region, busy: { $ne: null } })) throw new AppError('registerBusy')
  await compareAgain(deps, { ...doc, state: 'staged' })
  throw new AppError('registerChanged')
}

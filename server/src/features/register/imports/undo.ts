import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { accountsOfPersons } from '../../accounts'
import { recordAct, type Who } from '../../audit'
import {
  householdsById,
  livingMembersOf,
  personsOf,
  type RegisterStep,
  rolesOf,
  writeRegister,
} from '../../residents'
import { freeRegister, takeRegister } from '../busy'
import { type ImportDoc, type LineDoc, registerModels } from '../register.model'
import { noted, whoOf } from './apply'
import { begin } from './confirm'
import { importOf } from './find-import'
import { namesOf } from './names'
import { stepsBack } from './steps'

const pageSize = 500

export async function undoImport(deps: Deps, actor: Actor, region: string, id: string): Promise<ImportDoc> {
  const found = await importOf(deps, actor, region, id)
  if (found.state === 'undone') return found
  if (found.state !== 'applied') throw new AppError('importState')
  return takeBack(deps, await begin(deps, found, 'applied', 'undoing'), actor)
}

/** The whole import backwards, people before households. What was changed by hand since stays, and is named. */
export async function takeBack(deps: Deps, doc: ImportDoc, who: Who = whoOf(doc)): Promise<ImportDoc> {
  const { RegisterImport } = registerModels(deps.db)
  if (!(await takeRegister(deps.db, doc.region, doc._id, null))) {
    await RegisterImport.updateOne({ _id: doc._id, state: 'undoing' }, { $set: { state: 'applied' } })
    throw new AppError('registerBusy')
  }
  await recordAct(deps, doc._id, { act: 'registerUndone', by: who, region: doc.region, subject: doc._id })
  const names = await namesOf(deps, doc)
  for (let at = doc; ; ) {
    const page = await pageBefore(deps, doc._id, at.cursor)
    if (page.length === 0) break
    const steps = page.flatMap((line) => stepsBack(doc, line, names))
    const kept = await keptOf(deps, steps)
    await writeRegister(
      deps,
      doc.region,
      steps.filter((step) => !kept.has(keyOf(step))),
    )
    for (const line of page) if (line.step?.do === 'end') await returned(deps, doc.region, line.step)
    await RegisterImport.updateOne(
      { _id: doc._id },
      { $addToSet: { 'result.keptByHand': { $each: [...kept.values()] } } },
    )
    at = await noted(deps, doc._id, 'undoing', page.at(-1)?._id ?? '', -page.length)
  }
  await RegisterImport.updateOne({ _id: doc._id, state: 'undoing' }, { $set: { state: 'undone' } })
  await freeRegister(deps.db, doc.region, doc._id)
  return (await RegisterImport.findById(doc._id).lean<ImportDoc>()) as ImportDoc
}

const pageBefore = ({ db }: Deps, importId: string, cursor: string): Promise<LineDoc[]> =>
  registerModels(db)
    .RegisterLine.find({ _id: { $gt: `${importId}:`, $lt: cursor || `${importId};` } })
    .sort({ _id: -1 })
    .limit(pageSize)
    .lean<LineDoc[]>()

/** Of somebody whom the import let go: at home again. The verification begins anew. */
async function returned(
  deps: Deps,
  region: string,
  { id, why }: { id: string; why: 'died' | 'movedOut' },
): Promise<void> {
  await writeRegister(deps, region, [
    {
      of: 'person',
      id,
      was: { 'residence.state': why === 'died' ? 'dead' : 'moved' },
      set: { 'residence.state': 'living', 'residence.endedAt': null },
    },
  ])
}

const keyOf = (step: RegisterStep): string =>
  'remove' in step ? step.remove : 'id' in step ? step.id : step.insert._id

/** What may not be taken back: it was changed by hand since, somebody verified as it, or people live in it. */
async function keptOf({ db }: Deps, steps: readonly RegisterStep[]): Promise<Map<string, string>> {
  const kept = new Map<string, string>()
  const of = (what: 'person' | 'household') => steps.filter((step) => step.of === what)
  const persons = await personsOf(db, of('person').map(keyOf))
  const households = await householdsById(db, of('household').map(keyOf))
  const removed = steps.flatMap((step) => ('remove' in step ? step.remove : []))
  const [accounts, roles, living] = await Promise.all([
    accountsOfPersons(db, removed),
    rolesOf(db, removed),
    livingMembersOf(db, removed),
  ])
  const tied = new Set([...accounts.map(({ person }) => person), ...roles.map(({ person }) => person)])
  for (const { _id, name } of persons)
    if (tied.has(_id)) kept.set(_id, `${name}：已经有人认证或有岗位，留着。`)
  for (const { _id, code, head } of households)
    if (living.some((one) => one.residence?.household === _id && !removed.includes(one._id)))
      kept.set(_id, `${code}户（${head}）：还有人，留着。`)
  const now = new Map<string, object>([...persons, ...households].map((one) => [one._id, one]))
  for (const step of steps) {
    if (step.of === 'tie' || 'insert' in step) continue
    const one = now.get(keyOf(step))
    if (
      !one ||
      kept.has(keyOf(step)) ||
      stands(one, step.was) ||
      stands(one, 'set' in step ? step.set : null)
    )
      continue
    const { name, head, code } = one as { name?: string; head?: string; code?: string }
    kept.set(keyOf(step), `${name ?? `${code}户（${head}）`}：后来改过，留着现在的。`)
  }
  return kept
}

/** Whether all of these values are what is stored. */
function stands(one: object, values: Readonly<Record<string, unknown>> | null): boolean {
  if (values === null) return false
  return Object.entries(values).every(([path, value]) => {
    const found = path
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | null)?.[part], one)
    return plain(found) === plain(value)
  })
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : (value ?? null))

import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { regionOf } from '../../regions'
import { keyedHash, personOf, type RegisterStep, writeRegister } from '../../residents'
import { residenceEnds } from '../../verification'
import { changeWritten, countChange } from '../busy'
import { byOf, requireKeeper } from '../keepers'
import { type EventDoc, registerModels } from '../register.model'
import { requireKey } from './words'

/** One thing done by hand, decided but not done yet. */
export interface Deed {
  /** 登记出生：沈小宝 */
  text: string
  changes?: EventDoc['changes']
  households: string[]
  steps: RegisterStep[]
  ends?: EventDoc['ends']
  /** The household that is answered. */
  answer: string
}

/**
 * Does a thing once for its key, whatever is asked twice or cut short: what is to be done is written first, with what
 * stood there before, then done, and a sweep finishes what a crash left. Answers the household to show.
 */
export async function doByHand(
  deps: Deps,
  actor: Actor,
  region: string,
  asked: { key: string },
  decide: () => Promise<Deed>,
): Promise<string> {
  await regionOf(deps, region)
  requireKeeper(actor, region)
  requireKey(asked.key)
  const { RegisterEvent } = registerModels(deps.db)
  const _id = `${region}:${asked.key}`
  const hash = keyedHash('register', JSON.stringify(asked), deps.config.secrets.hashKey)
  const known = await RegisterEvent.findById(_id).lean<EventDoc>()
  if (known) {
    if (known.hash !== hash) throw new AppError('idempotencyReused')
    if (known.pending) await finish(deps, known)
    return known.answer
  }
  await countChange(deps.db, region)
  const { text, changes = [], households, steps, ends = null, answer } = await decide()
  const event: EventDoc = {
    ...{ _id, region, hash, text, changes, households, ends, answer },
    at: deps.clock.now(),
    by: byOf(actor),
    steps: packed(steps),
    pending: true,
  }
  await insertOnce(RegisterEvent, event)
  await finish(deps, event)
  await noteAct(deps, { act: 'registerChanged', by: actor, region, subject: _id })
  return answer
}

async function finish(deps: Deps, { _id, region, steps, ends }: EventDoc): Promise<void> {
  await writeRegister(deps, region, unpacked(steps))
  const person = ends && (await personOf(deps.db, ends.person))
  if (ends && person) await residenceEnds(deps, person, ends.why === 'died' ? 'death' : 'moved')
  // What stood there before is not needed any more.
  await registerModels(deps.db).RegisterEvent.updateOne({ _id }, { $set: { pending: false, steps: '[]' } })
  await changeWritten(deps.db, region)
}

const patienceMs = 60_000

/** Finishes what a crash cut short. */
export async function finishEvents(deps: Deps): Promise<number> {
  const cut = new Date(deps.clock.now().getTime() - patienceMs)
  const pending = await registerModels(deps.db)
    .RegisterEvent.find({ pending: true, at: { $lt: cut } })
    .lean<EventDoc[]>()
  return eachSafely(deps.log, 'a change of a register could not be finished', pending, (event) =>
    finish(deps, event),
  )
}

/** As text: the names of stored fields hold dots. */
const packed = (steps: readonly RegisterStep[]): string => JSON.stringify(steps)

const dates = new Set(['endedAt', 'residence.endedAt'])

const unpacked = (steps: string): RegisterStep[] =>
  JSON.parse(steps, (key, value) => (dates.has(key) && typeof value === 'string' ? new Date(value) : value))

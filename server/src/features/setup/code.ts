import { dayMs } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { upsertSafely } from '../../storage/insert-once'
import { recordAct, theMachine } from '../audit'
import { hasRegions } from '../regions'
import { keyedHash, newCode, plainCode } from '../residents'
import { type SetupDoc, setupModels } from './setup.model'

type Writing = Pick<Deps, 'db' | 'clock' | 'config'>

const mostTries = 10

export const setupOf = (db: Connection): Promise<SetupDoc | null> =>
  setupModels(db).Setup.findById('setup').lean<SetupDoc>()

/** `begun`: cut off while it was being written. Data that have regions and never had a setup are in use. */
export async function setupState(db: Connection): Promise<'open' | 'begun' | 'done'> {
  const setup = await setupOf(db)
  if (setup?.doneAt) return 'done'
  if (setup?.formHash) return 'begun'
  return (await hasRegions(db)) ? 'done' : 'open'
}

const hashOf = ({ config }: Pick<Deps, 'config'>, code: string): string =>
  keyedHash('setup', plainCode(code), config.secrets.hashKey)

/** 启用码: a new one makes the one before void. */
export async function newSetupCode(deps: Writing): Promise<string> {
  const code = newCode(3)
  const codeHash = hashOf(deps, code)
  await recordAct(deps, codeHash, { act: 'setupOpened', by: theMachine })
  const expiresAt = new Date(deps.clock.now().getTime() + dayMs)
  await upsertSafely(() =>
    setupModels(deps.db).Setup.updateOne(
      { _id: 'setup', doneAt: null },
      {
        $set: { codeHash, expiresAt, tries: 0 },
        $setOnInsert: { formHash: null, work: null, administrator: null, top: null },
      },
      { upsert: true, setDefaultsOnInsert: false },
    ),
  )
  return code
}

/** Refuses a wrong code; counted before it is compared, so that many at once are counted too. */
export async function requireCode(deps: Writing, code: string): Promise<SetupDoc> {
  const { Setup } = setupModels(deps.db)
  const counted = await Setup.findOneAndUpdate(
    { _id: 'setup', tries: { $lt: mostTries } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  ).lean<SetupDoc>()
  if (!counted) throw new AppError((await setupOf(deps.db)) ? 'setupLocked' : 'setupCodeInvalid')
  if (counted.codeHash !== hashOf(deps, code) || counted.expiresAt <= deps.clock.now())
    throw new AppError('setupCodeInvalid')
  await Setup.updateOne({ _id: 'setup', codeHash: counted.codeHash }, { $set: { tries: 0 } })
  return counted
}

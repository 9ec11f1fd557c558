import type { Connection } from 'mongoose'
import { systemClock } from '../clock'
import { recordAct, theMachine } from '../features/audit'
import { hasRegions } from '../features/regions'
import { settingModels } from '../storage/settings.model'
import { StartProblem } from './problem'

export type DataKind = 'empty' | 'demo' | 'real'

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/

/** What the data say they are; data without a mark that hold a region are real. */
export async function kindOfData(db: Connection): Promise<DataKind> {
  const mark = await settingModels(db).Setting.findById('kind').lean()
  if (mark) return mark.value === 'demo' ? 'demo' : 'real'
  return (await hasRegions(db)) ? 'real' : 'empty'
}

/**
 * DEMO opens doors (personas without a password), so it is never assumed where real data could be:
 * by itself only on a loopback address, with the embedded database, and data that are empty or the demo's own.
 */
export function decideDemo(
  asked: boolean | 'auto',
  kind: DataKind,
  host: string,
  ownMongo: boolean,
): boolean {
  if (asked === true) {
    if (kind === 'real')
      throw new StartProblem('这里存着真实数据，不能用演示方式打开；请去掉 DEMO=1，或换一个空的 DATA_DIR。')
    return true
  }
  if (asked === false) {
    if (kind === 'demo')
      throw new StartProblem('这里存着演示数据，不能当正式数据用；请换一个空的 DATA_DIR，或设 DEMO=1。')
    return false
  }
  if (kind === 'real') return false
  if (loopback.test(host) && !ownMongo) return true
  if (kind === 'demo')
    throw new StartProblem('这里存着演示数据；要在本机以外或外部 MongoDB 上看演示，请明确设 DEMO=1。')
  return false
}

/** Marks the data for good: who opens them later is held to it. */
export async function markData(db: Connection, kind: 'demo' | 'real'): Promise<void> {
  const { upsertedCount } = await settingModels(db).Setting.updateOne(
    { _id: 'kind' },
    { $setOnInsert: { value: kind } },
    { upsert: true },
  )
  if (upsertedCount === 0) return
  const detail = kind === 'demo' ? 'demoData' : 'realData'
  await recordAct({ db, clock: systemClock }, 'kind', { act: 'settingChanged', detail, by: theMachine })
}

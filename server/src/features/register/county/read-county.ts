import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { newImportId } from '../imports/stage'
import { byOf } from '../keepers'
import { type CountyDoc, registerModels } from '../register.model'
import { csvRows } from './csv-rows'
import { goOn } from './go-on'
import { createCountyReader } from './reader'
import { createStaging } from './stage-rows'
import { villageFinder } from './villages'

/** A stream that has told nothing for so long is over. */
const silentMs = 60_000

/** Takes the file of whoever keeps the county's registers as it comes, and never more of it than is being staged. */
export async function readCounty(
  deps: Deps,
  actor: Actor,
  region: string,
  body: Readable,
): Promise<CountyDoc> {
  const doc = await takeReading(deps, actor, region)
  const { CountyImport } = registerModels(deps.db)
  const mine = { _id: doc._id, reader: doc.reader, state: 'reading' as const }
  try {
    await readRows(deps, doc, body)
  } catch (problem) {
    await CountyImport.updateOne(mine, { $set: { state: 'broken', touchedAt: deps.clock.now() } })
    throw clients(problem)
  }
  await CountyImport.updateOne(mine, { $set: { whole: true, touchedAt: deps.clock.now() } })
  goOn(deps)
  return (await CountyImport.findById(doc._id).lean<CountyDoc>()) as CountyDoc
}

async function readRows(deps: Deps, doc: CountyDoc, body: Readable): Promise<void> {
  const reader = createCountyReader(deps.clock.now().getFullYear())
  const staging = createStaging(deps, doc, await villageFinder(deps, doc.region))
  const addAll = async (rows: ReturnType<typeof reader.next>) => {
    if (rows.length > 0) staging.setColumns(reader.columns)
    for (const row of rows) await staging.add(row)
  }
  for await (const cells of csvRows(body, staging.countBytes)) await addAll(reader.next(cells))
  await addAll(reader.end())
  await staging.end()
  await registerModels(deps.db).CountyImport.updateOne(
    { _id: doc._id },
    { $set: { columns: reader.columns } },
  )
}

/** The import that was broken off, or a new one. One stream at a time reads for a county. */
async function takeReading(deps: Deps, actor: Actor, region: string): Promise<CountyDoc> {
  const { CountyImport } = registerModels(deps.db)
  const now = deps.clock.now()
  const reader = randomUUID()
  const newest = await CountyImport.findOne({ region }).sort({ at: -1 }).lean<CountyDoc>()
  if (newest && !newest.whole && (newest.state === 'broken' || newest.state === 'reading')) {
    const silent = newest.state === 'broken' || now.getTime() - newest.touchedAt.getTime() > silentMs
    const taken = silent
      ? await CountyImport.findOneAndUpdate(
          { _id: newest._id, reader: newest.reader, whole: false },
          { $set: { reader, state: 'reading', touchedAt: now } },
          { returnDocument: 'after' },
        ).lean<CountyDoc>()
      : null
    if (taken) return taken
    throw new AppError('registerBusy', { message: '全区的文件正在传，请等它传完。' })
  }
  if (newest && newest.state !== 'applied') {
    throw new AppError('importState', { message: '上一份全区的文件还没有办完，先确认或丢掉它。' })
  }
  const made: CountyDoc = {
    ...{ _id: newImportId(), region, state: 'reading', at: now, by: byOf(actor), touchedAt: now, reader },
    ...{
      columns: [],
      bytes: 0,
      rowsRead: 0,
      rowsStaged: 0,
      hash: '',
      problems: [],
      problemCount: 0,
      whole: false,
    },
  }
  await CountyImport.create(made)
  return made
}

/** A file that breaks off, or is none, is the client's. */
function clients(problem: unknown): unknown {
  if (problem instanceof AppError) return problem
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  if (code.startsWith('CSV_'))
    return new AppError('unreadableRegister', {
      message: '这份文件不是能读的 .csv，请另存为 .csv 再传。',
      cause: problem,
    })
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new AppError('brokenUpload', {
      message: '文件没有传完整，请用同一份文件再传，会接着办。',
      cause: problem,
    })
  return problem
}

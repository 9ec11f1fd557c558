import { realpathSync } from 'node:fs'
import { allModels } from '../models'
import { connectStorage, type Storage, StorageError, stderrLog } from '../storage/connect'
import { admin } from './admin'
import { carryAudit, type Operation, recordOperation } from './audit-trail'
import { backup } from './backup'
import { restore } from './restore'
import { replayTakedowns } from './takedowns'
import { transfer } from './transfer'

const stampNow = () => new Date().toISOString().replace(/[:.]/g, '-')

const say = (line: string) => process.stdout.write(`${line}\n`)

const commands: Record<string, (dataDir: string, ...rest: string[]) => Promise<void>> = {
  admin: (_dataDir, ...rest) => admin(rest, say),

  async backup(dataDir, file) {
    const storage = await embedded(dataDir)
    try {
      const target = needed(file, 'npm run backup -- <文件>')
      // Before the copy, so that the copy knows of itself.
      await recordOperation(storage.connection, 'backedUp', stampNow())
      const made = await backup(storage.connection, target)
      say(`已备份到 ${made.file}（${(made.bytes / 1e6).toFixed(1)} MB）。密钥不在备份里，请另外保管。`)
    } finally {
      await storage.close()
    }
  },

  async restore(dataDir, file) {
    const stamp = stampNow()
    const done = await restore({
      dataDir,
      file: needed(file, 'npm run restore -- <文件>'),
      stamp,
      // All before the restored data take their place: cut off earlier, the restore has not happened.
      async replay(before, restored) {
        await carryAudit(before, restored)
        await recordOperation(restored, 'restored', stamp)
        return replayTakedowns(before, restored)
      },
    })
    if (done.before === undefined || done.replayed === undefined) await recordRestore(dataDir, stamp)
    const documents = Object.values(done.collections).reduce((a, b) => a + b, 0)
    say(`已恢复 ${Object.keys(done.collections).length} 个集合、${documents} 条记录。`)
    if (done.before) say(`原来的数据保存在 ${done.before}。`)
    if (done.replayed === undefined)
      say('原来的数据已损坏，读不出其中的隐私撤下；请核对备份以后撤下过的公开信息，重新撤下。')
    else if (done.replayed > 0) say(`备份以后隐私撤下的 ${done.replayed} 条公开信息，已重新撤下。`)
    say(
      done.keys.length > 0
        ? `读取加密的手机号需要编号为 ${done.keys.join('、')} 的密钥（FIELD_KEY 或旧密钥）。`
        : '这份备份里没有加密的内容。',
    )
  },

  async export(dataDir) {
    await moveFrom('exported', embedded, mongodb, dataDir)
  },

  async import(dataDir) {
    await moveFrom('imported', mongodb, embedded, dataDir)
  },
}

/** Where nothing readable was there before, no carrying over wrote the entry. */
async function recordRestore(dataDir: string, stamp: string): Promise<void> {
  const storage = await embedded(dataDir)
  try {
    await recordOperation(storage.connection, 'restored', stamp)
  } finally {
    await storage.close()
  }
}

function needed(value: string | undefined, usage: string): string {
  if (value === undefined || value === '') throw new StorageError('USAGE', `请写明文件：${usage}`)
  return value
}

interface Side extends Storage {
  /** Names it without its password. */
  name: string
}

async function embedded(dataDir: string): Promise<Side> {
  const storage = await connectStorage({ dataDir, log: stderrLog, bare: true })
  return Object.assign(storage, { name: realpathSync(dataDir) })
}

async function mongodb(dataDir: string): Promise<Side> {
  const uri = process.env.MONGODB_URI
  if (!uri) throw new StorageError('USAGE', '请在环境变量 MONGODB_URI 里给出 MongoDB 的地址。')
  const storage = await connectStorage({ dataDir, uri, bare: true })
  const { hosts } = storage.connection.getClient().options
  return Object.assign(storage, { name: `${hosts.join(',')}/${storage.connection.name}` })
}

type Open = (dataDir: string) => Promise<Side>

async function moveFrom(act: Operation, openSource: Open, openTarget: Open, dataDir: string): Promise<void> {
  const source = await openSource(dataDir)
  try {
    const target = await openTarget(dataDir)
    try {
      // Before anything leaves; the entry goes along.
      await recordOperation(source.connection, act, stampNow())
      await move(source, target)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function move(source: Side, target: Side): Promise<void> {
  const done = await transfer({
    source: source.connection,
    target: target.connection,
    models: allModels(target.connection),
    from: source.name,
    now: new Date(),
    progress: ({ collection, copied, total }) => say(`${collection}  ${copied}/${total}`),
  })
  for (const { collection, documents, checksum, extra } of done)
    say(
      `${collection.padEnd(24)}${String(documents).padStart(9)} 条  ${checksum.slice(0, 16)}${extra ? '  （应用里没有这个集合，照样搬了）' : ''}`,
    )
  const total = done.reduce((sum, { documents }) => sum + documents, 0)
  say(`两边内容一致：${done.length} 个集合、${total} 条记录。密钥不在数据里，请一并带走。`)
}

/** One of the keeper's commands, from the command line. */
export async function main(name: string, ...rest: string[]): Promise<void> {
  try {
    await commands[name]?.(process.env.DATA_DIR || './data', ...rest)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

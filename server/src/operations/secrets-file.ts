import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  writeSync,
} from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { Config } from '../config'
import { StorageError } from '../storage/connect'

/** What signs and seals; it lies beside the data and never in them, so that no backup carries its own keys. */
export type KeptSecrets = Config['secrets']

const names = ['jwt', 'fieldKey', 'hashKey'] as const
const usage = (sentence: string) => new StorageError('USAGE', sentence)

/** SECRETS_FILE, or beside the data folder: ./data.secrets.json for ./data. */
export function secretsPath({ secretsFile, dataDir }: Pick<Config, 'secretsFile' | 'dataDir'>): string {
  const file = resolve(secretsFile || `${resolve(dataDir)}.secrets.json`)
  if (isWithin(dataDir, file))
    throw usage(`SECRETS_FILE（${file}）不能放在数据目录 ${dataDir} 里面：数据和密钥要分开存放。`)
  return file
}

/** The folders as they really are: a link must not lead back inside. */
function isWithin(folder: string, file: string): boolean {
  const real = (path: string): string =>
    existsSync(path) ? realpathSync(path) : resolve(real(dirname(path)), relative(dirname(path), path))
  const way = relative(real(resolve(folder)), real(file))
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Null where there is no file yet. */
export function readSecrets(config: Pick<Config, 'secretsFile' | 'dataDir'>): KeptSecrets | null {
  const file = secretsPath(config)
  if (!existsSync(file)) return null
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, unknown>>
    if (names.every((name) => /^[0-9a-f]{64}$/.test(String(kept[name]))))
      return { jwt: String(kept.jwt), fieldKey: String(kept.fieldKey), hashKey: String(kept.hashKey) }
  } catch {
    // Said below, like a file that holds something else.
  }
  throw usage(
    `密钥文件 ${file} 读不出来，请从您保管的那一份恢复它；不要另外生成，否则存下的手机号再也打不开。`,
  )
}

/** Makes them once; a file that is there is never replaced. */
export function makeSecrets(config: Pick<Config, 'secretsFile' | 'dataDir'>): string {
  const file = secretsPath(config)
  const hex = () => randomBytes(32).toString('hex')
  const text = `${JSON.stringify({ jwt: hex(), fieldKey: hex(), hashKey: hex() }, null, 2)}\n`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST')
      throw usage(`${file} 已经有了，没有动它。密钥换了，存下的手机号就再也打不开。`)
    throw usage(`${file} 不能写入，请检查权限，或用 SECRETS_FILE 指定另一个地方。`)
  }
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  return file
}

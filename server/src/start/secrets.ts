import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config'
import { readSecrets, secretsPath } from '../operations'
import { StartProblem } from './problem'

/** One level after another: Node's own recursive form never returns where a file system refuses without saying why. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

export function openDataDir(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir))
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    throw new StartProblem(`数据目录 ${dataDir} 不能写入，请检查权限，或用 DATA_DIR 指定另一个目录。`)
  }
}

interface Secrets {
  jwt: string
  fieldKey: string
  hashKey: string
  wechatSecret: string
  wechatEventToken: string
}

const names = ['jwt', 'fieldKey', 'hashKey', 'wechatSecret', 'wechatEventToken'] as const

/** Null where the file is not what was once written: a key that is missing would open nothing that was sealed. */
function keptSecrets(file: string): Secrets | null {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, unknown>>
    return names.every((name) => /^[0-9a-f]{64}$/.test(String(kept[name])))
      ? (kept as unknown as Secrets)
      : null
  } catch {
    return null
  }
}

/** The demo's secrets: made once, kept in a file beside the database and outside its backups. */
function demoSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) {
    const kept = keptSecrets(file)
    if (!kept) throw new StartProblem(`${file} 读不出来，请从备份恢复它，或换一个空的 DATA_DIR。`)
    return kept
  }
  const hex = () => randomBytes(32).toString('hex')
  const made = { jwt: hex(), fieldKey: hex(), hashKey: hex(), wechatSecret: hex(), wechatEventToken: hex() }
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  return made
}

/** The demo's ids would be refused by the vendor with every message. */
const isReal = (templateId: string) => templateId !== '' && !templateId.startsWith('demo-')

/** Secrets from the environment; in the demo, generated ones fill the gaps; otherwise those of SECRETS_FILE. */
export function withSecrets(config: Config, demo: boolean): Config & { demo: boolean } {
  if (demo) {
    const made = demoSecrets(config.dataDir)
    return {
      ...config,
      demo,
      secrets: {
        jwt: config.secrets.jwt || made.jwt,
        fieldKey: config.secrets.fieldKey || made.fieldKey,
        hashKey: config.secrets.hashKey || made.hashKey,
      },
      wechat: {
        ...config.wechat,
        appid: config.wechat.appid || 'wx0123456789abcdef',
        secret: config.wechat.secret || made.wechatSecret,
        eventToken: config.wechat.eventToken || made.wechatEventToken,
      },
    }
  }
  return { ...config, demo, secrets: realSecrets(config), wechat: wholeWechat(config) }
}

/** The environment comes before the file. */
function realSecrets(config: Config): Config['secrets'] {
  const given = config.secrets
  const missing = Object.entries({
    JWT_SECRET: given.jwt,
    FIELD_KEY: given.fieldKey,
    HASH_KEY: given.hashKey,
  })
    .filter(([, value]) => value === '')
    .map(([name]) => name)
  if (missing.length === 0) return given
  const kept = readSecrets(config)
  if (!kept)
    throw new StartProblem(
      `正式运行还缺密钥（${missing.join('、')}）：请先运行一次 npm run admin -- secrets，它写到 ${secretsPath(config)}，再启动；想先看演示，请设 DEMO=1。`,
    )
  return {
    jwt: given.jwt || kept.jwt,
    fieldKey: given.fieldKey || kept.fieldKey,
    hashKey: given.hashKey || kept.hashKey,
  }
}

/** All that WeChat needs, or nothing of it yet. */
function wholeWechat({ wechat }: Config): Config['wechat'] {
  const given = {
    WECHAT_APPID: wechat.appid !== '',
    WECHAT_SECRET: wechat.secret !== '',
    WECHAT_EVENT_TOKEN: wechat.eventToken !== '',
    WECHAT_TEMPLATE_PUBLISHED: isReal(wechat.templates.published),
    WECHAT_TEMPLATE_EMERGENCY: isReal(wechat.templates.emergency),
  }
  const missing = Object.entries(given).flatMap(([name, there]) => (there ? [] : [name]))
  if (missing.length > 0 && missing.length < Object.keys(given).length)
    throw new StartProblem(
      `微信的设置只写了一部分，还缺：${missing.join('、')}。请补齐；还没有申请下来，就先都不写，以后再接。`,
    )
  if (wechat.eventMode === 'safe' && wechat.eventAesKey === '')
    throw new StartProblem(
      '消息推送写的是安全模式（WECHAT_EVENT_MODE=safe），还缺 WECHAT_EVENT_AES_KEY：请把公众平台“消息推送”里的 EncodingAESKey 填上。',
    )
  return wechat
}

import Type, { type Static } from 'typebox'
import { Errors } from 'typebox/value'
import { type EmailConfig, emailEnvironment, readEmail } from './config-email'
import { oidcEnvironment } from './config-oidc'
import { type Role, roles } from './config-roles'
import { readSms, type SmsConfig, smsEnvironment } from './config-sms'
import { readWechat, type WechatConfig, wechatEnvironment } from './config-wechat'

/** The environment, as the README's table documents it. Every value is text there; `readConfig` turns it into this. */
export const Environment = Type.Object({
  PORT: Type.String({
    default: '3000',
    pattern: '^[0-9]{1,5}$',
    description: 'Port to listen on; 0 takes a free one',
  }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address to listen on' }),
  HEALTH_PORT: Type.String({
    default: '0',
    pattern: '^[0-9]{1,5}$',
    description: 'Port of /healthz, /readyz, /metrics of a process without the role web; 0: none',
  }),
  DATA_DIR: Type.String({
    default: './data',
    minLength: 1,
    description: 'Folder of the embedded database, and of the demo’s generated secrets',
  }),
  MONGODB_URI: Type.String({
    default: '',
    pattern: '^(mongodb(\\+srv)?://.+)?$',
    description: 'A MongoDB of your own; empty: the embedded database',
  }),
  DEMO: Type.String({
    default: '',
    pattern: '^[01]?$',
    description:
      '1: demo village, personas and WeChat emulator; empty: 1 only on a loopback HOST and a data folder that is empty or was seeded by the demo',
  }),
  LOG_LEVEL: Type.String({
    default: 'warn',
    pattern: '^(fatal|error|warn|info|debug|trace|silent)$',
    description: 'Level of the JSON log on standard output',
  }),
  PUBLIC_URL: Type.String({
    default: '',
    pattern: '^(https?://[^/]+)?$',
    description: 'Address people reach the service at; empty: http://HOST:PORT',
  }),
  TRUST_PROXY: Type.String({
    default: '',
    pattern: '^[01]?$',
    description: '1: a proxy stands in front, and the last address it writes in X-Forwarded-For is believed',
  }),
  RATE_LIMIT_TIMES: Type.String({
    default: '1',
    pattern: '^[1-9][0-9]{0,4}$',
    description: 'Multiplies the limits of requests, where many people share one address, or for measuring',
  }),
  OPERATIONS_TOKEN: Type.String({
    default: '',
    pattern: '^([\\x21-\\x7e]{16,200})?$',
    description:
      'Opens /metrics, /docs and /openapi.json without DEMO, as a bearer token or a password, at least 16 characters; empty: closed',
  }),
  SECRETS_FILE: Type.String({
    default: '',
    description:
      'Where `npm run admin -- secrets` keeps the three secrets below, outside the data; empty: beside DATA_DIR, as `./data.secrets.json`',
  }),
  JWT_SECRET: Type.String({
    default: '',
    pattern: '^(.{32,})?$',
    description: 'Signs access tokens, at least 32 characters; empty: from SECRETS_FILE',
  }),
  FIELD_KEY: Type.String({
    default: '',
    pattern: '^([0-9a-f]{64})?$',
    description: 'Encrypts phone numbers at rest, 64 hex digits; empty: from SECRETS_FILE',
  }),
  HASH_KEY: Type.String({
    default: '',
    pattern: '^([0-9a-f]{64})?$',
    description: 'Keyed hash that compares phone numbers and codes, 64 hex digits; empty: from SECRETS_FILE',
  }),
  ...wechatEnvironment,
  ...smsEnvironment,
  ...oidcEnvironment,
  ...emailEnvironment,
})

export type Environment = Static<typeof Environment>

export interface Config {
  /** What this process does; the rest is done by others that share the database. */
  roles: ReadonlySet<Role>
  port: number
  /** 0: none. */
  healthPort: number
  host: string
  dataDir: string
  mongodbUri: string
  /** `auto` is decided once the data folder has been looked at. */
  demo: boolean | 'auto'
  logLevel: string
  publicUrl: string
  trustProxy: boolean
  /** How many times the limits of the contract. */
  rateLimitTimes: number
  /** Empty: nobody has one. */
  operationsToken: string
  /** Empty: beside the data folder. */
  secretsFile: string
  secrets: { jwt: string; fieldKey: string; hashKey: string }
  /** No issuer: nobody signs in by it. */
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string }
  sms: SmsConfig
  wechat: WechatConfig
  email: EmailConfig
}

/** Without credentials everything but WeChat works: they are all there, or none is. */
export const wechatConnected = ({ wechat }: Pick<Config, 'wechat'>): boolean => wechat.appid !== ''

export class ConfigError extends Error {}

export function readConfig(
  env: Record<string, string | undefined>,
  own: ReadonlySet<Role> = new Set(roles),
): Config {
  const values = Object.fromEntries(
    Object.entries(Environment.properties).map(([name, schema]) => [
      name,
      env[name] ?? (schema as unknown as { default: string }).default,
    ]),
  )
  const [problem] = Errors(Environment, values)
  if (problem) {
    const name = problem.instancePath.slice(1)
    throw new ConfigError(
      `环境变量 ${name} 的值“${values[name] ?? ''}”不对，请照 README 里 Configuration 一节的表改正。`,
    )
  }
  const known = values as unknown as Environment
  for (const name of ['PORT', 'HEALTH_PORT'] as const) {
    if (Number(known[name]) > 65_535)
      throw new ConfigError(`环境变量 ${name} 应在 0 到 65535 之间（现在是“${known[name]}”）。`)
  }
  const sms = readSms(known)
  if (typeof sms === 'string') throw new ConfigError(sms)
  const email = readEmail(known)
  if (typeof email === 'string') throw new ConfigError(email)
  return {
    roles: own,
    port: Number(known.PORT),
    healthPort: Number(known.HEALTH_PORT),
    host: known.HOST,
    dataDir: known.DATA_DIR,
    mongodbUri: known.MONGODB_URI,
    demo: known.DEMO === '' ? 'auto' : known.DEMO === '1',
    logLevel: known.LOG_LEVEL,
    publicUrl: known.PUBLIC_URL,
    trustProxy: known.TRUST_PROXY === '1',
    rateLimitTimes: Number(known.RATE_LIMIT_TIMES),
    operationsToken: known.OPERATIONS_TOKEN,
    secretsFile: known.SECRETS_FILE,
    secrets: { jwt: known.JWT_SECRET, fieldKey: known.FIELD_KEY, hashKey: known.HASH_KEY },
    oidc: {
      issuer: known.OIDC_ISSUER,
      clientId: known.OIDC_CLIENT_ID,
      clientSecret: known.OIDC_CLIENT_SECRET,
      name: known.OIDC_NAME,
    },
    sms,
    wechat: readWechat(known),
    email,
  }
}

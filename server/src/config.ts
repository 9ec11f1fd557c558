import Type, { type Static } from 'typebox'
import { Errors } from 'typebox/value'

/** The environment, as the README's table documents it. Every value is text there; `readConfig` turns it into this. */
export const Environment = Type.Object({
  PORT: Type.String({
    default: '3000',
    pattern: '^[0-9]{1,5}$',
    description: 'Port to listen on; 0 takes a free one',
  }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address to listen on' }),
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
  WECHAT_APPID: Type.String({
    default: '',
    description:
      'AppID of the mini-program; given together with AppSecret, token and both templates, or all of them later',
  }),
  WECHAT_SECRET: Type.String({
    default: '',
    description: 'AppSecret of the mini-program',
  }),
  WECHAT_EVENT_TOKEN: Type.String({
    default: '',
    description: 'Token that signs event pushes',
  }),
  WECHAT_EVENT_AES_KEY: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9]{43})?$',
    description:
      'EncodingAESKey of event pushes, 43 characters; needed in 安全模式, used in 兼容模式; empty: 明文模式',
  }),
  WECHAT_EVENT_MODE: Type.String({
    default: 'auto',
    pattern: '^(auto|plain|compatible|safe)$',
    description:
      'Mode of event pushes in the console (明文 plain, 兼容 compatible, 安全 safe); what comes in another is refused; auto: encrypted where there is an EncodingAESKey, else plain',
  }),
  WECHAT_STATE: Type.String({
    default: 'formal',
    pattern: '^(formal|trial|developer)$',
    description:
      'Edition of the mini-program that a message opens: formal 正式版, trial 体验版, developer 开发版',
  }),
  WECHAT_DAILY_QUOTA: Type.String({
    default: '10000000',
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'Subscribe messages a day that the vendor allows, over all processes',
  }),
  WECHAT_CALLS_PER_SECOND: Type.String({
    default: '0',
    pattern: '^[0-9]{1,4}$',
    description:
      'Subscribe messages a second at most, over all processes; 0: as fast as the vendor takes them',
  }),
  WECHAT_BASE_URL: Type.String({
    default: 'https://api.weixin.qq.com',
    pattern: '^https?://.+$',
    description: 'Address of the WeChat API',
  }),
  OIDC_ISSUER: Type.String({
    default: '',
    pattern: '^(https://.+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?)?$',
    description: "Issuer of the county's own sign-in (OpenID Connect); empty: none",
  }),
  OIDC_CLIENT_ID: Type.String({ default: '', description: 'What the provider calls this service' }),
  OIDC_CLIENT_SECRET: Type.String({
    default: '',
    description: 'Its secret; empty: a public client, protected by PKCE alone',
  }),
  OIDC_NAME: Type.String({
    default: '单位统一认证',
    maxLength: 20,
    description: 'What the button of the sign-in page calls it',
  }),
  WECHAT_TEMPLATE_PUBLISHED: Type.String({
    default: 'demo-published',
    description: 'Template id of 村务公开通知',
  }),
  WECHAT_TEMPLATE_EMERGENCY: Type.String({
    default: 'demo-emergency',
    description: 'Template id of 应急通知',
  }),
})

export type Environment = Static<typeof Environment>

export interface CallLimits {
  daily: number
  rate?: { calls: number; windowMs: number }
}

export interface Config {
  port: number
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
  wechat: {
    appid: string
    secret: string
    eventToken: string
    /** Empty: events come as they are. */
    eventAesKey: string
    eventMode: 'auto' | 'plain' | 'compatible' | 'safe'
    /** How many calls at most, over all processes. */
    limits: CallLimits
    /** Which edition of the mini-program a message opens. */
    state: 'formal' | 'trial' | 'developer'
    baseUrl: string
    templates: { published: string; emergency: string }
  }
}

/** Without credentials everything but WeChat works: they are all there, or none is. */
export const wechatConnected = ({ wechat }: Pick<Config, 'wechat'>): boolean => wechat.appid !== ''

function wechatLimits(known: Environment): CallLimits {
  const calls = Number(known.WECHAT_CALLS_PER_SECOND)
  const daily = Number(known.WECHAT_DAILY_QUOTA)
  return calls === 0 ? { daily } : { daily, rate: { calls, windowMs: 1000 } }
}

export class ConfigError extends Error {}

export function readConfig(env: Record<string, string | undefined>): Config {
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
  if (Number(known.PORT) > 65_535)
    throw new ConfigError(`环境变量 PORT 应在 0 到 65535 之间（现在是“${known.PORT}”）。`)
  return {
    port: Number(known.PORT),
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
    wechat: {
      appid: known.WECHAT_APPID,
      secret: known.WECHAT_SECRET,
      eventToken: known.WECHAT_EVENT_TOKEN,
      eventAesKey: known.WECHAT_EVENT_AES_KEY,
      eventMode: known.WECHAT_EVENT_MODE as Config['wechat']['eventMode'],
      limits: wechatLimits(known),
      state: known.WECHAT_STATE as Config['wechat']['state'],
      baseUrl: known.WECHAT_BASE_URL,
      templates: { published: known.WECHAT_TEMPLATE_PUBLISHED, emergency: known.WECHAT_TEMPLATE_EMERGENCY },
    },
  }
}

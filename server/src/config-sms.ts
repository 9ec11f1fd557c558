import Type, { type Static } from 'typebox'

const id = '^[A-Za-z0-9_-]*$'
const templates = '^([A-Za-z0-9_-]+(,[A-Za-z0-9_-]+){2})?$'
const weight = (vendor: string) =>
  Type.String({
    default: '1',
    pattern: '^[0-9]{1,3}$',
    description: `How much of the SMS goes by ${vendor}, against the other's weight; 0: only where the other cannot`,
  })
const order = 'Ids of the three approved templates of config/templates/sms.json, in its order, with commas'

/** The part of the environment that connects this installation to SMS. */
export const smsEnvironment = {
  SMS_TENCENT_SECRET_ID: Type.String({
    default: '',
    pattern: id,
    description:
      'SecretId of Tencent Cloud SMS; given together with key, app id, sign, templates and SMS_RECEIPTS_KEY; empty: not used',
  }),
  SMS_TENCENT_SECRET_KEY: Type.String({ default: '', description: 'Its SecretKey' }),
  SMS_TENCENT_APP_ID: Type.String({ default: '', pattern: id, description: 'SdkAppId' }),
  SMS_TENCENT_SIGN: Type.String({
    default: '',
    maxLength: 20,
    description: 'The approved sign (签名), without 【】',
  }),
  SMS_TENCENT_TEMPLATES: Type.String({ default: '', pattern: templates, description: order }),
  SMS_TENCENT_WEIGHT: weight('Tencent'),
  SMS_TENCENT_BASE_URL: Type.String({
    default: 'https://sms.tencentcloudapi.com',
    pattern: '^https?://.+$',
    description: 'Address of its API',
  }),
  SMS_ALIYUN_KEY_ID: Type.String({
    default: '',
    pattern: id,
    description:
      'AccessKey ID of Aliyun SMS; given together with secret, sign, templates and SMS_RECEIPTS_KEY; empty: not used',
  }),
  SMS_ALIYUN_KEY_SECRET: Type.String({ default: '', description: 'Its AccessKey Secret' }),
  SMS_ALIYUN_SIGN: Type.String({
    default: '',
    maxLength: 20,
    description: 'The approved sign (签名), without 【】',
  }),
  SMS_ALIYUN_TEMPLATES: Type.String({ default: '', pattern: templates, description: order }),
  SMS_ALIYUN_WEIGHT: weight('Aliyun'),
  SMS_ALIYUN_BASE_URL: Type.String({
    default: 'https://dysmsapi.aliyuncs.com',
    pattern: '^https?://.+$',
    description: 'Address of its API',
  }),
  SMS_RECEIPTS_KEY: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9_-]{16,100})?$',
    description:
      'Secret in the addresses that both consoles are given for receipts, `…/api/sms/tencent/receipts?key=…` and `…/api/sms/aliyun/receipts?key=…`, at least 16 letters or digits: the vendors sign nothing',
  }),
  SMS_LINK: Type.String({
    default: '',
    pattern: '^(https?://[^\\s]{1,60})?$',
    description: 'The constant link in every SMS, as the templates have it; empty: PUBLIC_URL',
  }),
  SMS_SEGMENT_FEN: Type.String({
    default: '5',
    pattern: '^[1-9][0-9]{0,3}$',
    description: 'What one segment costs, in fen',
  }),
  SMS_CALLS_PER_SECOND: Type.String({
    default: '100',
    pattern: '^[1-9][0-9]{0,3}$',
    description:
      'SMS a second at most by each vendor, over all processes, counted in windows of five seconds',
  }),
} as const

const SmsEnvironment = Type.Object(smsEnvironment)
export type SmsEnvironment = Static<typeof SmsEnvironment>

export const smsKinds = ['household', 'digest', 'emergency'] as const
export type SmsKind = (typeof smsKinds)[number]

export interface SmsVendorConfig {
  keyId: string
  keySecret: string
  /** Tencent's alone. */
  appId: string
  sign: string
  templates: Readonly<Record<SmsKind, string>>
  weight: number
  baseUrl: string
}

export interface SmsConfig {
  /** Null: not used. */
  tencent: SmsVendorConfig | null
  aliyun: SmsVendorConfig | null
  /** Empty: receipts are turned away. */
  receiptsKey: string
  link: string
  segmentFen: number
  callsPerSecond: number
}

/** Without a vendor everything but SMS works. */
export const smsConnected = ({ sms }: { sms: SmsConfig }): boolean =>
  sms.tencent !== null || sms.aliyun !== null

/** The settings, or the sentence that says what is missing. */
export function readSms(env: SmsEnvironment & { PUBLIC_URL: string }): SmsConfig | string {
  const { SMS_RECEIPTS_KEY, SMS_LINK, PUBLIC_URL } = env
  const link = SMS_LINK || PUBLIC_URL
  const common = { SMS_RECEIPTS_KEY, SMS_LINK: link }
  const { SMS_TENCENT_SECRET_ID, SMS_TENCENT_SECRET_KEY, SMS_TENCENT_APP_ID } = env
  const { SMS_TENCENT_SIGN, SMS_TENCENT_TEMPLATES } = env
  const ofTencent = {
    ...{ SMS_TENCENT_SECRET_ID, SMS_TENCENT_SECRET_KEY, SMS_TENCENT_APP_ID },
    ...{ SMS_TENCENT_SIGN, SMS_TENCENT_TEMPLATES },
  }
  const { SMS_ALIYUN_KEY_ID, SMS_ALIYUN_KEY_SECRET, SMS_ALIYUN_SIGN, SMS_ALIYUN_TEMPLATES } = env
  const ofAliyun = { SMS_ALIYUN_KEY_ID, SMS_ALIYUN_KEY_SECRET, SMS_ALIYUN_SIGN, SMS_ALIYUN_TEMPLATES }
  const missing =
    missingOf('腾讯云', 'SMS_TENCENT_', ofTencent, common) ??
    missingOf('阿里云', 'SMS_ALIYUN_', ofAliyun, common)
  if (missing) return missing
  return {
    tencent: SMS_TENCENT_SECRET_ID
      ? {
          ...{ keyId: SMS_TENCENT_SECRET_ID, keySecret: SMS_TENCENT_SECRET_KEY, appId: SMS_TENCENT_APP_ID },
          ...{ sign: SMS_TENCENT_SIGN, templates: templatesIn(SMS_TENCENT_TEMPLATES) },
          ...{ weight: Number(env.SMS_TENCENT_WEIGHT), baseUrl: env.SMS_TENCENT_BASE_URL },
        }
      : null,
    aliyun: SMS_ALIYUN_KEY_ID
      ? {
          ...{ keyId: SMS_ALIYUN_KEY_ID, keySecret: SMS_ALIYUN_KEY_SECRET, appId: '' },
          ...{ sign: SMS_ALIYUN_SIGN, templates: templatesIn(SMS_ALIYUN_TEMPLATES) },
          ...{ weight: Number(env.SMS_ALIYUN_WEIGHT), baseUrl: env.SMS_ALIYUN_BASE_URL },
        }
      : null,
    receiptsKey: SMS_RECEIPTS_KEY,
    link,
    segmentFen: Number(env.SMS_SEGMENT_FEN),
    callsPerSecond: Number(env.SMS_CALLS_PER_SECOND),
  }
}

/** All that a vendor needs, or nothing of it yet. */
function missingOf(
  vendor: string,
  prefix: string,
  own: Record<string, string>,
  common: Record<string, string>,
): string | null {
  if (Object.values(own).every((value) => value === '')) return null
  const missing = Object.entries({ ...own, ...common }).flatMap(([name, value]) => (value === '' ? name : []))
  return missing.length === 0
    ? null
    : `${vendor}短信的设置只写了一部分，还缺环境变量 ${missing.join('、')}；不用它，就把 ${prefix} 开头的都空着。`
}

const templatesIn = (ids: string): Record<SmsKind, string> => {
  const [household = '', digest = '', emergency = ''] = ids.split(',')
  return { household, digest, emergency }
}

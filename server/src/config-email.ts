import { createPrivateKey } from 'node:crypto'
import Type, { type Static } from 'typebox'

/** The part of the environment that connects this installation to a mail server. */
export const emailEnvironment = {
  SMTP_URL: Type.String({
    default: '',
    pattern: '^(smtps?://[^\\s/]+/?)?$',
    description:
      'Mail server, `smtps://user:password@host:465` or `smtp://…:587`; given together with MAIL_FROM and PUBLIC_URL; empty: no e-mail',
  }),
  MAIL_FROM: Type.String({
    default: '',
    pattern: '^([^<>@\\r\\n]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)?$',
    description: 'Who e-mail comes from, `护塘村务公开 <notice@example.cn>`',
  }),
  MAIL_REPLY_TO: Type.String({
    default: '',
    pattern: '^([^<>@\\s]+@[^<>@\\s]+)?$',
    description: 'Mailbox of the office that reads answers; empty: MAIL_FROM',
  }),
  SMTP_RATE: Type.String({
    default: '60',
    pattern: '^[0-9]{1,5}$',
    description: 'Messages a minute the mail server takes, over all processes; 0: no limit',
  }),
  DKIM_DOMAIN: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9.-]+)?$',
    description:
      'Domain that e-mail is signed for; given together with selector and key; empty: not signed here',
  }),
  DKIM_SELECTOR: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9._-]+)?$',
    description: 'Selector of the DKIM key in the DNS',
  }),
  DKIM_KEY: Type.String({
    default: '',
    description: 'Private key that signs e-mail, PEM; line ends may be written as `\\n`',
  }),
} as const

const EmailEnvironment = Type.Object(emailEnvironment)
export type EmailEnvironment = Static<typeof EmailEnvironment>

export interface EmailConfig {
  /** Empty: no e-mail. */
  url: string
  from: string
  replyTo: string
  /** Messages a minute; 0: no limit. */
  rate: number
  dkim: { domain: string; selector: string; key: string } | null
}

/** Without a mail server everything but e-mail works. */
export const emailConnected = ({ email }: { email: EmailConfig }): boolean => email.url !== ''

/** The settings, or the sentence that says what is missing. */
export function readEmail(env: EmailEnvironment & { PUBLIC_URL: string }): EmailConfig | string {
  const { SMTP_URL, MAIL_FROM, MAIL_REPLY_TO, PUBLIC_URL, DKIM_DOMAIN, DKIM_SELECTOR } = env
  const key = env.DKIM_KEY.replaceAll('\\n', '\n')
  if (SMTP_URL !== '' || MAIL_FROM !== '') {
    const missing = missingIn({ SMTP_URL, MAIL_FROM, PUBLIC_URL })
    if (missing) return `要发邮件，还缺环境变量 ${missing}；不发邮件，就把 SMTP_URL 和 MAIL_FROM 都空着。`
  }
  if (!isServer(SMTP_URL))
    return '环境变量 SMTP_URL 的写法不对：用户名和密码里的 @、/、%，要写成 %40、%2F、%25。'
  if (DKIM_DOMAIN !== '' || DKIM_SELECTOR !== '' || key !== '') {
    const missing = missingIn({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY: key })
    if (missing) return `要给邮件签名，还缺环境变量 ${missing}；不签名，就把三个 DKIM_ 开头的都空着。`
    if (!isPrivateKey(key)) return '环境变量 DKIM_KEY 不是能用的私钥，请填 PEM 格式的 RSA 私钥。'
  }
  return {
    url: SMTP_URL,
    from: MAIL_FROM,
    replyTo: MAIL_REPLY_TO || MAIL_FROM,
    rate: Number(env.SMTP_RATE),
    dkim: key === '' ? null : { domain: DKIM_DOMAIN, selector: DKIM_SELECTOR, key },
  }
}

const missingIn = (values: Record<string, string>): string =>
  Object.keys(values)
    .filter((name) => values[name] === '')
    .join('、')

/** What cannot be read now would end the process at the first mail. */
function isServer(url: string): boolean {
  if (url === '') return true
  try {
    const { hostname, username, password } = new URL(url)
    decodeURIComponent(username + password)
    return hostname !== ''
  } catch {
    return false
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

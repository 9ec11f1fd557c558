import texts from '../../../config/templates/sms.json'
import wechatTemplates from '../../../config/templates/wechat.json'
import { type RunningSmsEmulator, startSmsEmulator } from '../../../server/src/demo/sms-emulator'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../../server/src/demo/wechat-emulator'
import { startSmtp, type TestSmtp } from '../../support/smtp'
import type { MachineClock } from './clock'
import { type Gate, startGate } from './gate'
import { testKeys } from './keys'
import { emergencyTemplate, everybody, openidOf, template } from './world'

const receiptsKey = 'receipts-key-of-the-test'
const link = 'https://ht.example/n'
export const site = 'https://ht.example'
const sign = '护塘村委会'
const appId = '1400000001'

export interface Vendors {
  wechat: RunningWeChatEmulator
  sms: RunningSmsEmulator
  smtp: TestSmtp
  /** The network to each of them. */
  gates: { wechat: Gate; sms: Gate; smtp: Gate }
  close(): Promise<void>
}

const approved = (vendor: 'tencent' | 'aliyun') =>
  Object.fromEntries(
    Object.values(texts).map(({ text, variables }, n) => [
      `${vendor === 'tencent' ? '90000' : 'SMS_'}${n + 1}`,
      text
        .replace('{link}', link)
        .replace(/\{(\w+)\}/g, (_, name: string) =>
          vendor === 'tencent' ? `{${(variables as string[]).indexOf(name) + 1}}` : `{${name}}`,
        ),
    ]),
  )

const portOf = (url: string): number => Number(new URL(url).port)
const through = ({ port }: Gate): string => `http://127.0.0.1:${port}`

/** The outside world, in the driver's own process: its logs are the judge. */
export async function startVendors(clock: MachineClock): Promise<Vendors> {
  const wechat = await startWeChatEmulator({
    ...{ clock, appid: 'wx-test', secret: 'secret', sendTakesMs: 3 },
    templates: [
      { ...wechatTemplates.published, templateId: template, kind: 'once' },
      { ...wechatTemplates.emergency, templateId: emergencyTemplate, kind: 'once' },
    ],
    pages: ['pages/notice/index', 'account/inbox/index'],
  })
  for (const { id, hasAccount } of everybody) if (hasAccount) wechat.users.add({ openid: openidOf(id) })
  const sms = await startSmsEmulator({
    clock,
    numberLimit: 1_000_000,
    accounts: {
      tencent: {
        ...{ keyId: 'tencent-id', keySecret: 'tencent-key', sign, appId },
        templates: approved('tencent'),
      },
      aliyun: { keyId: 'aliyun-id', keySecret: 'aliyun-key', sign, templates: approved('aliyun') },
    },
  })
  const smtp = await startSmtp({ password: 'secret' })
  const gates = {
    wechat: await startGate(portOf(wechat.url)),
    sms: await startGate(portOf(sms.url)),
    smtp: await startGate(smtp.port),
  }
  return {
    wechat,
    sms,
    smtp,
    gates,
    async close() {
      for (const gate of Object.values(gates)) await gate.close()
      await wechat.close()
      await sms.close()
      await smtp.close()
    },
  }
}

/** Where the vendors push their receipts. */
export function aimAt({ wechat, sms }: Vendors, web: string): void {
  wechat.events.aimAt({ url: `${web}/api/wechat/events`, token: 'event-token' })
  const receipts = (vendor: string) => `${web}/api/sms/${vendor}/receipts?key=${receiptsKey}`
  sms.receipts.aimAt({ tencent: receipts('tencent'), aliyun: receipts('aliyun') })
}

export const settingsOf = (
  { gates }: Vendors,
  more: { dataDir: string; clockFile: string; port: number },
): Record<string, string> => ({
  ...testKeys,
  DATA_DIR: more.dataDir,
  CHAOS_CLOCK: more.clockFile,
  PORT: String(more.port),
  DEMO: '0',
  LOG_LEVEL: 'warn',
  RATE_LIMIT_TIMES: '10000',
  PUBLIC_URL: site,
  WECHAT_APPID: 'wx-test',
  WECHAT_SECRET: 'secret',
  WECHAT_EVENT_TOKEN: 'event-token',
  WECHAT_BASE_URL: through(gates.wechat),
  WECHAT_TEMPLATE_PUBLISHED: template,
  WECHAT_TEMPLATE_EMERGENCY: emergencyTemplate,
  SMS_TENCENT_SECRET_ID: 'tencent-id',
  SMS_TENCENT_SECRET_KEY: 'tencent-key',
  SMS_TENCENT_APP_ID: appId,
  SMS_TENCENT_SIGN: sign,
  SMS_TENCENT_TEMPLATES: '900001,900002,900003',
  SMS_TENCENT_BASE_URL: through(gates.sms),
  SMS_ALIYUN_KEY_ID: 'aliyun-id',
  SMS_ALIYUN_KEY_SECRET: 'aliyun-key',
  SMS_ALIYUN_SIGN: sign,
  SMS_ALIYUN_TEMPLATES: 'SMS_1,SMS_2,SMS_3',
  SMS_ALIYUN_BASE_URL: through(gates.sms),
  SMS_RECEIPTS_KEY: receiptsKey,
  SMS_LINK: link,
  SMTP_URL: `smtp://office:secret@127.0.0.1:${gates.smtp.port}`,
  MAIL_FROM: '护塘村务公开 <notice@ht.example>',
  SMTP_RATE: '0',
})

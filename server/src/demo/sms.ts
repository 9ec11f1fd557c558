import { randomBytes } from 'node:crypto'
import texts from '../../../config/templates/sms.json'
import { type SmsConfig, type SmsVendorConfig, smsKinds } from '../config-sms'
import type { Deps } from '../deps'
import { openPhone } from '../features/residents'
import { allModels } from '../models'
import {
  type EmulatedAccount,
  type RunningSmsEmulator,
  type SmsVendorName,
  startSmsEmulator,
} from './sms-emulator'

const sign = '护塘村委会'

export interface DemoSms {
  emulator: RunningSmsEmulator
  config: SmsConfig
}

/** Both vendors on a free port of the loopback, and the settings that a real service has of them. */
export async function startDemoSms(
  clock: { now(): Date },
  given: SmsConfig,
  publicUrl: string,
): Promise<DemoSms> {
  const link = given.link || publicUrl || 'https://hutang.example.cn'
  const [tencent, aliyun] = (['tencent', 'aliyun'] as const).map((vendor) => accountOf(vendor, link))
  if (!tencent || !aliyun) throw new RangeError('two vendors')
  const emulator = await startSmsEmulator({ clock, accounts: { tencent, aliyun } })
  const connected = (vendor: SmsVendorName, account: EmulatedAccount): SmsVendorConfig => ({
    ...{ keyId: account.keyId, keySecret: account.keySecret, appId: account.appId ?? '', sign, weight: 1 },
    ...{ templates: templatesOf(vendor), baseUrl: emulator.url },
  })
  const config = {
    ...given,
    ...{ tencent: connected('tencent', tencent), aliyun: connected('aliyun', aliyun), link },
    receiptsKey: randomBytes(16).toString('hex'),
  }
  return { emulator, config }
}

/** From now on the vendors push their receipts to the application. */
export function aimReceipts({ emulator, config }: DemoSms, url: string): void {
  const at = (vendor: SmsVendorName) => `${url}/api/sms/${vendor}/receipts?key=${config.receiptsKey}`
  emulator.receipts.aimAt({ tencent: at('tencent'), aliyun: at('aliyun') })
}

const templatesOf = (vendor: SmsVendorName): SmsVendorConfig['templates'] => {
  const id = (n: number) => (vendor === 'tencent' ? `90000${n}` : `SMS_${n}`)
  return { household: id(1), digest: id(2), emergency: id(3) }
}

/** As the consoles have the texts approved: the link stands in them, and Tencent counts its variables. */
function accountOf(vendor: SmsVendorName, link: string): EmulatedAccount {
  const templates = smsKinds.map((kind) => {
    const { text, variables }: { text: string; variables: string[] } = texts[kind]
    const approved = text
      .replace('{link}', link)
      .replace(/\{(\w+)\}/g, (whole, name: string) =>
        vendor === 'tencent' ? `{${variables.indexOf(name) + 1}}` : whole,
      )
    return [templatesOf(vendor)[kind], approved] as const
  })
  return {
    ...{ keyId: `${vendor}-demo`, keySecret: randomBytes(16).toString('hex'), sign, appId: '1400000000' },
    templates: Object.fromEntries(templates),
  }
}

/** What stands on the phone of whoever has the openid, or on all of them; newest first. */
export async function smsOnPhone(
  { db, config }: Deps,
  { emulator }: DemoSms,
  openid: string | undefined,
): Promise<{ id: string; text: string; at: string }[]> {
  const models = allModels(db)
  const account = openid === undefined ? null : await models.Account.findOne({ openid }).lean()
  const person = account && (await models.Person.findById(account.person).lean())
  const phone = person?.phoneSealed ? openPhone(person.phoneSealed, [config.secrets.fieldKey]) : null
  if (openid !== undefined && phone === null) return []
  const received = emulator.received(phone ?? undefined)
  return received.map(({ id, text, at }) => ({ id, text, at })).reverse()
}

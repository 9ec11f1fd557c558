import { createHash } from 'node:crypto'
import { aliyunSms, type SmsVendor, tencentSms } from '../../../channels/sms'
import type { SmsConfig, SmsKind, SmsVendorConfig } from '../../../config-sms'
import type { Deps } from '../../../deps'
import { pushModels } from '../push.model'
import type { SmsStopDoc } from './sms.schemas'

const timeoutMs = 10_000

export type VendorName = SmsVendor['name']

export interface ConnectedVendor {
  name: VendorName
  config: SmsVendorConfig
  client: SmsVendor
}

/** The vendors of this installation. */
export function vendorsOf({ config: { sms }, clock }: Pick<Deps, 'config' | 'clock'>): ConnectedVendor[] {
  const { tencent, aliyun } = sms
  const all: (ConnectedVendor | null)[] = [
    tencent && {
      name: 'tencent',
      config: tencent,
      client: tencentSms({
        ...tencent,
        secretId: tencent.keyId,
        secretKey: tencent.keySecret,
        timeoutMs,
        clock,
      }),
    },
    aliyun && {
      name: 'aliyun',
      config: aliyun,
      client: aliyunSms({
        ...aliyun,
        accessKeyId: aliyun.keyId,
        accessKeySecret: aliyun.keySecret,
        timeoutMs,
        clock,
      }),
    },
  ]
  return all.filter((one) => one !== null)
}

export const templateName = ({ name, config }: ConnectedVendor, kind: SmsKind): string =>
  `${name}:${config.templates[kind]}`

export const providerOf = (name: VendorName): string => `sms:${name}`

/** Long enough that the calls of a batch begin in its first half, also on a slow day. */
const windowMs = 5000

export const limitOf = ({ callsPerSecond }: SmsConfig) => ({
  rate: { calls: (callsPerSecond * windowMs) / 1000, windowMs },
})

/** By weight, and the same each time for one delivery; a vendor of weight 0 has a share only where it is alone. */
export function chooseVendor(
  open: readonly ConnectedVendor[],
  delivery: string,
): ConnectedVendor | undefined {
  const weighty = open.filter(({ config }) => config.weight > 0)
  if (weighty.length === 0) return open[0]
  const total = weighty.reduce((sum, { config }) => sum + config.weight, 0)
  let place = createHash('sha256').update(delivery).digest().readUInt32BE() % total
  return weighty.find(({ config }) => {
    place -= config.weight
    return place < 0
  })
}

/** Until when vendors and templates are left alone, as every process has learnt it. */
export async function stopsNow({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Map<string, Date>> {
  const stops = await pushModels(db)
    .SmsStop.find({ until: { $gt: clock.now() } })
    .lean<SmsStopDoc[]>()
  return new Map(stops.map(({ _id, until }) => [_id, until]))
}

export async function stopFor(
  { db }: Pick<Deps, 'db'>,
  name: string,
  until: Date,
  code: string,
): Promise<void> {
  await pushModels(db).SmsStop.updateOne({ _id: name }, { $max: { until }, $set: { code } }, { upsert: true })
}

/** Until when a vendor's template is stopped, by itself or with its vendor; null: open. */
export function stoppedUntil(
  stops: ReadonlyMap<string, Date>,
  vendor: ConnectedVendor,
  kind: SmsKind,
): Date | null {
  const times = [vendor.name, templateName(vendor, kind)].flatMap((name) => stops.get(name) ?? [])
  return times.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
}

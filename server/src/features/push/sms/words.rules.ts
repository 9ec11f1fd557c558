import texts from '../../../../../config/templates/sms.json'
import type { Message } from '../../../channels/channel'
import { filled, fitVariable, longestVariable, segmentsOf } from '../../../channels/sms'
import type { SmsConfig, SmsKind } from '../../../config-sms'

/** Fixed sentences: nothing of what is published stands in them, only a count or the name of the place. */
export const smsTexts: Readonly<Record<SmsKind, { title: string; text: string; variables: string[] }>> = texts

export const kindOf = ({ emergency, kind }: Pick<Message, 'emergency' | 'kind'>): SmsKind => {
  if (emergency) return 'emergency'
  return kind === 'single' ? 'household' : 'digest'
}

const most = 99

/** Numbers and the name of a place, as short as the vendors want them. */
export function variablesOf(
  kind: SmsKind,
  { count }: Pick<Message, 'count'>,
  place: string,
): { name: string; value: string }[] {
  const values: Record<string, string> = {
    count: String(Math.min(count, most)),
    place: fitVariable(place, '村里'),
  }
  return smsTexts[kind].variables.map((name) => ({ name, value: values[name] ?? '' }))
}

/** At most: with variables as long as they may be, and the longest sign, whoever sends it in the end. */
export function priceOf({ link, segmentFen, tencent, aliyun }: SmsConfig, kind: SmsKind): number {
  const long = 'x'.repeat(longestVariable)
  const text = filled(smsTexts[kind].text, { link, count: String(most), place: long })
  const segments = [tencent, aliyun].flatMap((vendor) =>
    vendor ? segmentsOf(`【${vendor.sign}】${text}`) : [],
  )
  return Math.max(0, ...segments) * segmentFen
}

import { dateTimeText, type ToldOf } from '@hutang/shared'
import { soonText } from './reach.rules'

/** The sums in sentences that a screen shows as they are. */
export function toldTexts(view: Omit<ToldOf, 'text'>, now: Date): string[] {
  const { name, at, counting, expected, parts, channels, visits, nextAt } = view
  const when = dateTimeText(new Date(at), now)
  if (counting) return [`${when} ${name}，正在找要告诉的人，过一会儿再看。`]
  if (expected === 0) return [`${when} ${name}，没有要告诉的人。公开栏照样能看。`]
  const n = Object.fromEntries(parts.map(({ part, persons }) => [part, persons]))
  const sent = channels.map((one) => `${one.name} ${one.sent} 人`).join('，')
  return [
    `${when} ${name}，要告诉 ${expected} 人：${n.read ?? 0} 人已看，${n.told ?? 0} 人已发到、还没打开。`,
    ...(sent ? [`发到手机的：${sent}。`] : []),
    ...(n.unknown ? [`${n.unknown} 人发出去没有回音，可能已经收到。`] : []),
    ...(visits.households > 0
      ? [`入户名单 ${visits.households} 户，已上门或打电话告诉 ${visits.told} 户。`]
      : []),
    ...(n.inbox ? [`${n.inbox} 人手机上收不到，只能在公开栏和“消息”里看。`] : []),
    ...(n.failed ? [`${n.failed} 人没发成。`] : []),
    ...(n.waiting
      ? [`${n.waiting} 人还在等${nextAt ? `，最早${soonText(new Date(nextAt), now)}再发` : ''}。`]
      : []),
    ...(n.dropped ? [`${n.dropped} 人不再发。`] : []),
  ]
}

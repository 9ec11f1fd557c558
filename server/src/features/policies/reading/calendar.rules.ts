import { plusDays } from '@hutang/shared'

/** RFC 5545: these signs mean something in a text. */
const escaped = (text: string): string => text.replace(/([\\;,])/g, '\\$1').replace(/\r?\n/g, '\\n')

const lineBytes = 75

/** A line of more than 75 bytes goes on in the next one, after a space; no character is cut. */
export function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > lineBytes) {
      parts.push(part)
      part = ' '
      bytes = 1
    }
    part += sign
    bytes += size
  }
  return [...parts, part].join('\r\n')
}

const plainDay = (day: string): string => day.replaceAll('-', '')

interface Deadline {
  id: string
  title: string
  /** The last day, which counts. */
  on: string
  phone: string
  place: string
  url: string
  /** Of the newest change: a calendar that has the entry takes the newer one. */
  changedAt: Date
}

/** The last day for applying as an entry of a whole day, with a reminder three days before, at nine. */
export function calendarOf({ id, title, on, phone, place, url, changedAt }: Deadline): string {
  const stamp = `${changedAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//hutang//policies//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:policy-${id}@hutang`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${Math.floor(changedAt.getTime() / 60_000)}`,
    `DTSTART;VALUE=DATE:${plainDay(on)}`,
    `DTEND;VALUE=DATE:${plainDay(plusDays(on, 1))}`,
    `SUMMARY:${escaped(`申报截止：${title}`)}`,
    `DESCRIPTION:${escaped(`今天是最后一天，当天还可以申报。咨询电话：${phone || '见政策页面'}`)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(`还有3天截止：${title}`)}`,
    'TRIGGER:-P2DT15H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const shanghaiHours = 8

/** Calendar date in Asia/Shanghai, `YYYY-MM-DD`. China has kept UTC+8 without summer time since 1992. */
export const shanghaiDate = (instant: Date): string =>
  new Date(instant.getTime() + shanghaiHours * 3_600_000).toISOString().slice(0, 10)

/** Clock time in Asia/Shanghai, `HH:mm`. */
export const shanghaiTime = (instant: Date): string =>
  new Date(instant.getTime() + shanghaiHours * 3_600_000).toISOString().slice(11, 16)

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** "11 月 20 日 周五", with the year when it is not this one. */
export function dateText(instant: Date, now: Date): string {
  const [year, month, day] = shanghaiDate(instant).split('-')
  const weekday = weekdays[new Date(`${shanghaiDate(instant)}T00:00:00Z`).getUTCDay()]
  const text = `${Number(month)} 月 ${Number(day)} 日`
  return year === shanghaiDate(now).slice(0, 4) ? `${text} ${weekday}` : `${year} 年 ${text}`
}

/** An instant as "11 月 20 日 14:05", with the year when it is not this one. */
export const dateTimeText = (instant: Date, now: Date): string =>
  `${plainDateText(shanghaiDate(instant), now)} ${shanghaiTime(instant)}`

/** A `YYYY-MM-DD` as "11 月 20 日", with the year when it is not this one. */
export function plainDateText(date: string, now: Date): string {
  const [year, month, day] = date.split('-')
  const text = `${Number(month)} 月 ${Number(day)} 日`
  return year === shanghaiDate(now).slice(0, 4) ? text : `${year} 年 ${text}`
}

const grouped = (integer: string): string => integer.replace(/\B(?=(\d{3})+$)/g, ',')

function hundredths(value: number): string {
  const absolute = Math.abs(value)
  const whole = grouped(String(Math.trunc(absolute / 100)))
  return `${value < 0 ? '-' : ''}${whole}.${String(absolute % 100).padStart(2, '0')}`
}

/** Integer fen as "¥12,345.60", and above ten thousand yuan "¥12,345.60（约 1.2 万元）". */
export function moneyText(fen: number, options: { approximate?: boolean } = {}): string {
  const text = fen < 0 ? `-¥${hundredths(-fen)}` : `¥${hundredths(fen)}`
  const wan = Math.abs(fen) / 1_000_000
  return options.approximate !== false && wan >= 1 ? `${text}（约 ${wan.toFixed(1)} 万元）` : text
}

/** Integer fen as a table shows it: "12,345.60". */
export const moneyFigure = (fen: number): string => hundredths(fen)

/** Integer hundredths of a mu as a table shows it: "4.19". */
export const areaFigure = (hundredthsOfMu: number): string => hundredths(hundredthsOfMu)
export const areaText = (hundredthsOfMu: number): string => `${hundredths(hundredthsOfMu)} 亩`

/** What a file is called: the village first, unless its title begins with it. */
export const fileTitle = (region: string, title: string): string =>
  title.startsWith(region) ? title : `${region}-${title}`

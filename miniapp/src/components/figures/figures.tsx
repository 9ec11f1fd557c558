import { areaText, moneyText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { dayText, momentText } from '../../format/date'

/** An instant as "11 月 20 日 周五"; with `time` also the hour. */
export function DateText({ at, time }: { at: string | number; time?: boolean }) {
  return <Text>{time ? momentText(at) : dayText(at)}</Text>
}

/** Integer fen as "¥12,345.60（约 1.2 万元）". */
export function MoneyText({ fen }: { fen: number }) {
  return <Text>{moneyText(fen)}</Text>
}

/** Integer hundredths of a mu as "4.19 亩". */
export function AreaText({ hundredths }: { hundredths: number }) {
  return <Text>{areaText(hundredths)}</Text>
}

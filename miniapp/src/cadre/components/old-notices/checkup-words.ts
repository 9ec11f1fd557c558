import type { Checkup } from '@hutang/shared/contract'
import { momentText } from '../../../format/date'

const kinds: Record<keyof Checkup['kinds'], string> = {
  number: '号码或住址',
  name: '村民姓名',
  illness: '姓名和病情、救助在一起',
  list: '每户只看自己的名单',
  picture: '图片',
  broken: '表格有错',
}

export const kindsText = ({ kinds: counts }: Checkup): string =>
  (Object.keys(kinds) as (keyof Checkup['kinds'])[])
    .flatMap((kind) => (counts[kind] > 0 ? [`${kinds[kind]} ${counts[kind]} 条`] : []))
    .join('，')

/** One place as a row: what was found, when it was looked at. */
export const checkupWords = (checkup: Checkup) => {
  const { checkedAt, checked, found, held } = checkup
  const published =
    checkedAt === null
      ? '已公开的还没有体检过'
      : found > 0
        ? `已公开的 ${found} 条有问题`
        : '已公开的没有发现问题'
  return {
    title: [published, ...(held > 0 ? [`${held} 条等着改`] : [])].join('，'),
    ...(found > 0 ? { detail: kindsText(checkup), alert: true } : {}),
    note: checkedAt === null ? '点开做一次体检' : `${momentText(checkedAt)}看过 ${checked} 条`,
  }
}

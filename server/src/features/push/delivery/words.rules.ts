import { shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { SealedItem } from '../push.model'

const onlyThatThereIsSomething = '有新公开，请打开查看'

const sum = /[¥￥]|\d\s*[十百千万亿]*元/

/** A locked screen is read by others: no name, no sum and nothing about a household goes out. */
export function outwardTitle({ title, isOpen }: { title: string; isOpen: boolean }): string {
  return isOpen && title !== '' && !sum.test(title) ? title : onlyThatThereIsSomething
}

const dayText = (instant: Date): string => {
  const [year, month, day] = shanghaiDate(instant).split('-')
  return `${year}年${month}月${day}日`
}

/** The template's fields; the keys are those of config/templates/wechat.json. */
export function wechatFields(item: SealedItem, emergencyTemplate: boolean): Record<string, string> {
  const common = { thing1: item.name, thing2: item.title, thing4: item.publishedBy }
  return emergencyTemplate
    ? { ...common, time3: `${dayText(item.publishedAt)} ${shanghaiTime(item.publishedAt)}` }
    : { ...common, date3: dayText(item.publishedAt) }
}

import { shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { Message } from '../channel'
import type { TemplateData } from './template'

const dayText = (instant: Date): string => {
  const [year, month, day] = shanghaiDate(instant).split('-')
  return `${year}年${month}月${day}日`
}

/** The template's fields; the keys are those of config/templates/wechat.json. */
export function subscribeFields(message: Message, emergencyTemplate: boolean): TemplateData {
  const common = { thing1: message.name, thing2: message.title, thing4: message.publishedBy }
  return emergencyTemplate
    ? { ...common, time3: `${dayText(message.publishedAt)} ${shanghaiTime(message.publishedAt)}` }
    : { ...common, date3: dayText(message.publishedAt) }
}

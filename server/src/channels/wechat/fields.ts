import { shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { Message } from '../channel'
import { fieldType, type TemplateData, thingLimit, truncate } from './template'

/** What a field of a template tells; the keys differ from one mini-program to the next. */
export type TemplateRole = 'item' | 'title' | 'publishedAt' | 'publishedBy' | 'state'

export interface TemplateField {
  role: TemplateRole
  /** `thing18`, `phrase16`: the vendor's. */
  key: string
  /** What the person reads before the value. */
  name: string
}

const dayText = (instant: Date): string => {
  const [year, month, day] = shanghaiDate(instant).split('-')
  return `${year}年${month}月${day}日`
}

/** Of a digest: how many things there are, and the first of them. */
const isDigest = ({ kind, count }: Message): boolean => kind !== 'single' && count > 1

/** `2026年三季度村级收支…等12件` */
function firstOfMany(title: string, count: number): string {
  const rest = `等${count}件`
  return `${truncate(title, thingLimit - rest.length)}${rest}`
}

const values: Record<TemplateRole, (message: Message, type: string) => string> = {
  item: (message) => (isDigest(message) ? `${message.count}件新公开` : message.name),
  title: (message) => (isDigest(message) ? firstOfMany(message.title, message.count) : message.title),
  publishedBy: ({ publishedBy }) => publishedBy,
  publishedAt: ({ publishedAt }, type) =>
    type === 'time' ? `${dayText(publishedAt)} ${shanghaiTime(publishedAt)}` : dayText(publishedAt),
  // At most five Chinese characters, so that a phrase takes it.
  state: ({ emergency }) => (emergency ? '应急发布' : '已公开'),
}

/** What is sent for a template with these fields, by their keys. */
export const subscribeFields = (message: Message, fields: readonly TemplateField[]): TemplateData =>
  Object.fromEntries(fields.map(({ role, key }) => [key, values[role](message, fieldType(key))]))

import { dayMs, type Item } from '@hutang/shared'
import { paperDate } from '../../paper'

/** 公布期限不少于十五日（组织法第三十五条） */
const leastDays = 15

/** From when to when it hangs: as its item asks, and never shorter than the law. */
export function displayText(from: string, until: string): string {
  const first = new Date(from)
  const least = first.getTime() + leastDays * dayMs
  return `自${paperDate(first)}至${paperDate(new Date(Math.max(Date.parse(until), least)))}`
}

/** What stands over everything a region hangs out. */
export const mastheadOf = ({ name, level }: { name: string; level: string }): string =>
  `${name}${level === 'village' ? '村务公开' : '政务公开'}`

/** Where and when to ask, as far as it is known. */
export const officeFacts = (office: { phone: string; address: string; hours: string }) =>
  [
    { name: '监督电话', text: office.phone },
    { name: '办公地点', text: [office.address, office.hours].filter(Boolean).join('，') },
  ].filter(({ text }) => text !== '')

export const itemLine = ({ no, category, level2 }: Pick<Item, 'no' | 'category' | 'level2'>): string =>
  `${category}　第 ${no} 项　${level2}`

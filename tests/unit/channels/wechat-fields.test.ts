import { describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../../config/templates/wechat.json'
import type { Message } from '../../../server/src/channels/channel'
import {
  fitTemplateData,
  subscribeFields,
  type TemplateField,
  templateProblems,
} from '../../../server/src/channels/wechat'

const fields = wechatTemplates.published.fields as TemplateField[]
const message = (more: Partial<Message>): Message => ({
  kind: 'single',
  title: '2026年三季度村级财务收支及债权债务情况',
  name: '财务收支',
  publishedAt: new Date('2026-11-20T02:00:00Z'),
  publishedBy: '护塘村',
  link: 'account/inbox/index',
  count: 1,
  lines: [],
  region: '310116109213',
  emergency: false,
  urgent: false,
  ...more,
})
const said = (more: Partial<Message>) => fitTemplateData(subscribeFields(message(more), fields))

describe('what a template says', () => {
  it('of one thing: its item and its title', () => {
    expect(said({})).toEqual({
      thing1: '财务收支',
      thing2: '2026年三季度村级财务收支及债权债务…',
      date3: '2026年11月20日',
      thing4: '护塘村',
    })
  })

  it.each(['digest', 'burst'] as const)(
    'of many (%s): how many, and the first title, cut so that both fit',
    (kind) => {
      expect(said({ kind, count: 12 })).toMatchObject({
        thing1: '12件新公开',
        thing2: '2026年三季度村级财务收支及…等12件',
      })
      expect(said({ kind, count: 3, title: '明天停水' })).toMatchObject({ thing2: '明天停水等3件' })
      expect(said({ kind, count: 1 })).toMatchObject({ thing1: '财务收支' })
    },
  )

  it.each([2, 99, 1000, 123_456])('of %i, within the limits of every field', (count) => {
    for (const title of ['短', '长'.repeat(60), '🏡'.repeat(30)]) {
      const data = said({ kind: 'digest', count, title })
      expect(templateProblems(data)).toEqual([])
      expect(data.thing2).toMatch(new RegExp(`等${count}件$`))
    }
  })
})

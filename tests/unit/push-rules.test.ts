import type { NoticeLine } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import type { Message } from '../../server/src/channels/channel'
import { subscribeFields, type TemplateField, templateProblems } from '../../server/src/channels/wechat'
import { partsOf, scopeOf, scopesOf } from '../../server/src/features/announcements'
import { itemOf, wechatTemplates } from '../../server/src/features/catalogue'
import { labelOf } from '../../server/src/features/push/following/labels.rules'
import { quietUntil } from '../../server/src/features/push/following/quiet.rules'
import { reasonText } from '../../server/src/features/push/inbox/reasons.rules'
import { addReason } from '../../server/src/features/push/matching/matching.rules'
import type { Reason } from '../../server/src/features/push/push.model'

/** A clock time of 20 November in Shanghai. */
const at = (time: string, seconds = '00') => new Date(`2026-11-20T${time}:${seconds}+08:00`)
const night = { quietFrom: '22:00', quietTo: '07:00' }
const noon = { quietFrom: '12:30', quietTo: '14:00' }

describe('quiet hours', () => {
  const cases: [string, { quietFrom: string; quietTo: string }, Date, Date | null][] = [
    ['before the night', night, at('21:59'), null],
    ['at its first minute', night, at('22:00'), new Date('2026-11-21T07:00:00+08:00')],
    ['with seconds', night, at('23:59', '59'), new Date('2026-11-21T07:00:00+08:00')],
    ['past midnight', night, at('00:00'), at('07:00')],
    ['in its last minute', night, at('06:59', '30'), at('07:00')],
    ['at its end', night, at('07:00'), null],
    ['before noon', noon, at('12:29'), null],
    ['at noon', noon, at('12:30'), at('14:00')],
    ['after noon', noon, at('14:00'), null],
    ['never, where both ends are equal', { quietFrom: '08:00', quietTo: '08:00' }, at('08:00'), null],
    ['all but a minute', { quietFrom: '08:01', quietTo: '08:00' }, at('08:00'), null],
  ]
  it.each(cases)('%s', (_, hours, now, until) => {
    expect(quietUntil(now, hours)).toEqual(until)
  })
})

describe('reasons', () => {
  it('are merged into one entry a person', () => {
    const all = new Map<string, Reason[]>()
    addReason(all, 'p', 'scope:1/财务公开')
    addReason(all, 'p', 'household')
    addReason(all, 'p', 'scope:1/财务公开')
    expect([...all]).toEqual([['p', ['scope:1/财务公开', 'household']]])
  })

  it('are sentences only where they are shown', () => {
    const line = { region: '1', regionName: '护塘村', itemName: '村简介' } as NoticeLine
    const shown = ['scope:1', 'scope:1/财务公开', 'scope:1#1', 'household', 'emergency'] as const
    expect(shown.map((reason) => reasonText(reason, line))).toEqual([
      '订阅了护塘村全部公开',
      '订阅了财务公开',
      '订阅了村简介',
      '与我家有关',
      '应急信息',
    ])
    const village = { region: '310116109213', regionName: '护塘村', itemName: '村简介' } as NoticeLine
    const wider = [
      'scope:310116109213+',
      'scope:310116109+',
      'scope:310116+/财务公开',
      'scope:310116109+~停水',
    ]
    expect(wider.map((reason) => reasonText(reason as Reason, village))).toEqual([
      '订阅了护塘村全部公开',
      '订阅了全镇的全部公开',
      '订阅了全区的财务公开',
      '订阅了全镇带“停水”的公开',
    ])
  })

  it('an emergency is item 50 of a village', () => {
    const emergency = (no: number, level: string) => itemOf({ code: '1', level }, no)?.emergency ?? false
    expect([emergency(50, 'village'), emergency(40, 'township'), emergency(49, 'village')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('scopes are the village, the category and the item, and the places above', () => {
    const notice = { region: '123', above: ['12', '1'], category: '财务公开', item: 38 }
    expect(scopesOf(notice)).toEqual([
      ...['123', '123/财务公开', '123#38'],
      ...['123+', '123+/财务公开', '12+', '12+/财务公开', '1+', '1+/财务公开'],
    ])
    expect(scopesOf(notice)).toContain(scopeOf({ region: '123', item: 38 }))
    const words = [scopeOf({ region: '12', below: true, word: '停水' }), '12~a/b#1+~c']
    const all = [...scopesOf(notice), ...words]
    expect(all.map((scope) => scopeOf(partsOf(scope)))).toEqual(all)
    const village = { name: '护塘村' }
    expect(labelOf({ region: '1' }, village, null)).toBe('护塘村全部公开')
    expect(labelOf({ region: '1', category: '财务公开' }, village, null)).toBe('财务公开')
    expect(labelOf({ region: '1', item: 1 }, village, { level2: '村简介' })).toBe('村简介')
    expect(labelOf({ region: '1', word: '停水' }, village, null)).toBe('带“停水”的公开')
    expect(labelOf({ region: '1', below: true, category: '财务公开' }, { name: '漕泾镇' }, null)).toBe(
      '财务公开（连同下面的村镇）',
    )
  })
})

describe('words on a locked screen', () => {
  const item: Message = {
    kind: 'single',
    title: '标题',
    name: '村简介',
    publishedAt: at('09:05'),
    publishedBy: '护塘村村民委员会',
    link: 'pages/notice/index?id=n',
    count: 1,
    lines: [],
    region: '1',
    emergency: true,
    urgent: true,
  }

  it('fit the fields of both templates', () => {
    const { published, emergency } = wechatTemplates()
    expect(subscribeFields(item, published.fields)).toMatchObject({ date3: '2026年11月20日' })
    expect(subscribeFields(item, emergency.fields)).toMatchObject({ time3: '2026年11月20日 09:05' })
    for (const { fields } of [published, emergency])
      expect(templateProblems(subscribeFields(item, fields))).toEqual([])
  })

  it('go to the keys that the vendor’s library gave this mini-program’s template', () => {
    const fields: TemplateField[] = [
      { role: 'title', key: 'thing18', name: '公告标题' },
      { role: 'publishedAt', key: 'time5', name: '发布时间' },
      { role: 'state', key: 'phrase16', name: '公告状态' },
    ]
    const values = subscribeFields({ ...item, emergency: false }, fields)
    expect(values).toEqual({ thing18: '标题', time5: '2026年11月20日 09:05', phrase16: '已公开' })
    expect(templateProblems(values)).toEqual([])
  })
})

import { describe, expect, it } from '@jest/globals'
import {
  type ExpectedTemplate,
  templateFaults,
  type VendorTemplate,
} from '../../../server/src/channels/wechat'

const ours: ExpectedTemplate = {
  templateId: 't1',
  title: '村务公开通知',
  kind: 'once',
  fields: [
    { role: 'item', key: 'thing18', name: '公开事项' },
    { role: 'state', key: 'phrase16', name: '状态' },
  ],
}
const theirs = (changed: Partial<VendorTemplate> = {}): VendorTemplate[] => [
  {
    templateId: 't1',
    kind: 'once',
    content: '公开事项:{{thing18.DATA}}\n状态:{{phrase16.DATA}}\n',
    ...changed,
  },
]

describe('our templates beside those of the mini-program', () => {
  it('agree', () => {
    expect(templateFaults([ours], theirs())).toEqual([])
  })

  const cases: [string, VendorTemplate[], string[]][] = [
    ['an id that is not there', theirs({ templateId: 't9' }), ['没有“村务公开通知”（id t1）']],
    ['another kind', theirs({ kind: 'long' }), ['长期订阅']],
    [
      'a field that we do not fill',
      theirs({ content: '公开事项:{{thing18.DATA}}\n状态:{{phrase16.DATA}}\n备注:{{thing5.DATA}}\n' }),
      ['thing5（备注）'],
    ],
    [
      'a key that the vendor gave another number',
      theirs({ content: '公开事项：{{thing1.DATA}}\n状态：{{phrase16.DATA}}\n' }),
      ['thing1（公开事项）', '没有 thing18'],
    ],
    [
      'two fields that changed places',
      theirs({ content: '备注:{{thing18.DATA}}\n状态:{{phrase16.DATA}}\n' }),
      ['叫“备注”'],
    ],
  ]
  it.each(cases)('tell %s', (_what, found, words) => {
    const faults = templateFaults([ours], found)
    expect(faults).toHaveLength(words.length)
    for (const [at, word] of words.entries()) expect(faults[at]).toContain(word)
  })

  it('say nothing of a template that does not tell its fields', () => {
    expect(templateFaults([ours], theirs({ content: '' }))).toEqual([])
  })
})

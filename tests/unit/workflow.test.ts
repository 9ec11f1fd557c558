import {
  type EditionState,
  editionStates,
  personalDataIn,
  type RoleName,
  refusal,
  roleNames,
  transitions,
  type Verb,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { wholeHash } from '../../server/src/features/notices/tables/content-hash'
import { abilitiesOf, maySeeWork } from '../../server/src/features/notices/workflow/abilities'
import { failureReasons } from '../../server/src/features/notices/workflow/readiness.rules'

const region = '310116109213'
const verbs = transitions.map(({ verb }) => verb)
const doing: Record<Verb, RoleName[]> = {
  edit: ['clerk', 'township-officer'],
  submit: ['clerk', 'township-officer'],
  discard: ['clerk', 'township-officer'],
  approve: ['supervisor', 'township-reviewer'],
  return: ['supervisor', 'township-reviewer'],
  publish: ['publisher', 'township-publisher'],
  schedule: ['publisher', 'township-publisher'],
  cancel: ['publisher', 'township-publisher'],
  supersede: ['publisher', 'township-publisher'],
  correct: ['clerk', 'township-officer'],
}
/** What only the author does, and what the author never does; the others whoever has the role. */
const byAuthor: Partial<Record<Verb, boolean>> = {
  edit: true,
  submit: true,
  discard: true,
  approve: false,
  return: false,
  publish: false,
  schedule: false,
}
const from: Record<Verb, EditionState[]> = {
  edit: ['draft', 'returned', 'submitted', 'approved', 'scheduled'],
  submit: ['draft'],
  discard: ['draft', 'returned'],
  approve: ['submitted'],
  return: ['submitted'],
  publish: ['approved', 'scheduled'],
  schedule: ['approved'],
  cancel: ['scheduled'],
  correct: ['published'],
  supersede: ['published'],
}

describe('the transition table', () => {
  it.each(verbs)('lets %s happen for the right role, author and state, and for nothing else', (verb) => {
    for (const state of editionStates)
      for (const role of roleNames)
        for (const wrote of [true, false])
          for (const place of [region, '310116109', '310116109222']) {
            const actor = { person: 'me', roles: [{ role, region: place }] }
            const edition = { state, region, author: wrote ? 'me' : 'other' }
            const allowed =
              doing[verb].includes(role) &&
              place === region &&
              wrote === (byAuthor[verb] ?? wrote) &&
              from[verb].includes(state)
            expect([state, role, wrote, place, refusal(verb, edition, actor) === null]).toEqual([
              state,
              role,
              wrote,
              place,
              allowed,
            ])
          }
  })

  it('never lets an author with every role review or publish', () => {
    const roles = roleNames.map((role) => ({ role, region }))
    for (const state of editionStates)
      for (const verb of ['approve', 'return', 'publish', 'schedule'] as const)
        expect(refusal(verb, { state, region, author: 'me' }, { person: 'me', roles })).toBe('ownWork')
  })
})

describe('what cannot be seen', () => {
  it('counts as not written', () => {
    const content = {
      title: '\u200b',
      plain: '\u0000 ',
      elements: [{ name: '甲', text: '\ufeff' }],
      body: '',
      table: null,
    }
    const reasons = failureReasons(content, [{ alt: '\u2060' }], { elements: ['甲'], maskLevel: 'M0' }, null)
    expect(reasons.map(({ field }) => field)).toEqual([
      'content.title',
      'content.plain',
      'content.elements',
      'pictures',
    ])
  })

  it('has one hash before and after it is stored', () => {
    const words = { plain: '', elements: [], body: '' }
    expect(wholeHash({ ...words, title: 'a\ud800' }, null)).toBe(
      wholeHash({ ...words, title: 'a\ufffd' }, null),
    )
    expect(wholeHash({ ...words, title: '💧' }, null)).not.toBe(
      wholeHash({ ...words, title: '\ufffd' }, null),
    )
  })
})

describe('abilities', () => {
  const viewer = (role: RoleName) => ({
    account: 'a',
    person: 'me',
    residences: [],
    roles: [{ role, region }],
  })

  it('say the same as the table, with a sentence for every no', () => {
    for (const state of editionStates)
      for (const role of roleNames)
        for (const author of ['me', 'other']) {
          const edition = { state, region, author }
          for (const { verb, allowed, failureReasons: why } of abilitiesOf(
            edition,
            viewer(role),
            'village',
            {},
          )) {
            expect(allowed).toBe(refusal(verb, edition, { person: 'me', roles: viewer(role).roles }) === null)
            expect(why.length > 0).toBe(!allowed)
          }
        }
  })

  it('show work to its writer and to those it was handed to', () => {
    const sees = (role: RoleName, state: EditionState, author = 'other') =>
      maySeeWork({ state, region, author }, viewer(role))
    expect(sees('clerk', 'draft', 'me')).toBe(true)
    expect(sees('clerk', 'submitted')).toBe(false)
    expect(sees('supervisor', 'draft')).toBe(false)
    expect(sees('supervisor', 'submitted')).toBe(true)
    expect(sees('publisher', 'approved')).toBe(true)
    expect(sees('operator', 'published')).toBe(false)
    expect(sees('operator', 'draft', 'me')).toBe(false)
  })
})

describe('what is still missing', () => {
  const item = { elements: ['时间', '金额'], maskLevel: 'M2' as const }
  const whole = {
    title: '标题',
    plain: '一句话。',
    elements: item.elements.map((name) => ({ name, text: '有' })),
    body: '',
    table: null,
  }
  const reasons = (change: object, pictures: { alt: string }[] = []) =>
    failureReasons({ ...whole, ...change }, pictures, item, null).map(({ message }) => message)

  it('is nothing where all is there', () => expect(reasons({})).toEqual([]))

  it('is named one by one', () => {
    expect(
      reasons({ title: ' ', plain: '', elements: [{ name: '时间', text: ' ' }] }, [{ alt: '' }]),
    ).toEqual([
      '还没有写标题。',
      expect.stringContaining('一句话说清'),
      '还缺公开要素“时间”。',
      '还缺公开要素“金额”。',
      expect.stringContaining('第 1 张图片'),
    ])
  })

  it('includes personal data with the place it stands in', () => {
    const table = {
      caption: '',
      columns: [
        { key: 'name', label: '户主', kind: 'name' as const },
        { key: 'n', label: '人数', kind: 'integer' as const },
      ],
      rows: [{ cells: ['沈大明', 13_812_345_678] }],
    }
    const found = reasons({ body: '电话13812345678', table, plain: '沈大明家的事。' })
    expect(found).toEqual([
      expect.stringContaining('正文里好像有手机号'),
      expect.stringContaining('第 1 行“人数”里好像有手机号'),
      expect.stringContaining('一句话说清里有名单上的姓名'),
    ])
  })
})

describe('personal data', () => {
  it.each([
    ['310116199001011234', ['身份证号']],
    ['31011619900101123X', ['身份证号']],
    ['号码３１０１１６１９９００１０１１２３４。', ['身份证号']],
    ['6222021001112223334', ['银行卡号']],
    ['6222 0210 0111 2223', ['银行卡号']],
    ['138-1234-1234', ['手机号']],
    ['打 13812341234 或 15900001111', ['手机号']],
    ['021-5555 0101', []],
    ['2026年11月20日，¥1,234,567.89', []],
    ['合同编号20261120001', []],
    ['流转 12345.67 亩', []],
  ])('in %s: %j', (text, kinds) => expect(personalDataIn(text)).toEqual(kinds))
})

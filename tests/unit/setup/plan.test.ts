import { plainRegionCode, postsNamed, readSetup, type SetupForm, tablesOf } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const county = [
  '区划代码\t名称\t办公室名称\t电话\t地址\t办公时间',
  '310116000000\t金山区\t\t021-57921000\t\t',
  '310116109000\t漕泾镇\t漕泾镇人民政府\t021-57251000\t漕廊公路\t工作日',
  '310116109213\t护塘村村民委员会\t\t021-57252000\t护塘村1号\t8:30–16:30',
  '310116109222\t荷月村委会\t\t021-57253000\t\t',
].join('\n')
const people = [
  '村/镇名\t姓名\t岗位\t手机\t起始日',
  '金山区\t顾明\t管理员\t13800000001\t',
  '漕泾镇\t陆佳\t镇经办人\t13800000002\t',
  '护塘村\t沈国良\t村书记/主任\t13800000003\t2024-03-01',
  '\t周雅琴\t文书\t13800000004\t',
  '\t林文\t村监会主任\t\t',
].join('\n')
type Form = Omit<SetupForm, 'code'>
const form = (changed: Partial<Form> = {}): Form => ({
  text: `${county}\n\n${people}`,
  ...{ administrator: '', phone: '', since: '2026-11-27', filing: '', within: '' },
  ...changed,
})
const today = '2026-11-27'
const messages = (changed: Partial<Form>) =>
  readSetup(form(changed), today).problems.map(({ message }) => message)
const village = county.split('\n').slice(0, 4).join('\n')

describe('codes of 统计用区划代码', () => {
  it.each([
    ['310116', '310116'],
    ['310116000000', '310116'],
    ['310116109000', '310116109'],
    ['３１０１１６１０９２１３', '310116109213'],
    [' 310116109213 ', '310116109213'],
  ])('%s is %s', (text, code) => expect(plainRegionCode(text)).toBe(code))
  it.each(['', '31011', '3101161', '护塘村', '3.10116E+11'])('%s is none', (text) =>
    expect(plainRegionCode(text)).toBeNull(),
  )
})

describe('a post', () => {
  it.each([
    ['文书', ['clerk']],
    ['村会计', ['clerk']],
    ['经办人', ['clerk']],
    ['村监会', ['supervisor']],
    ['村务监督委员会主任', ['supervisor']],
    ['书记/主任', ['publisher']],
    ['党支部书记兼村委会主任', ['publisher']],
    ['书记、主任', ['publisher']],
    ['党总支书记', ['publisher']],
    ['文书、管理员', ['clerk', 'administrator']],
    ['团支书', null],
    ['副主任', null],
    ['', null],
  ])('of a village: %s', (word, roles) => expect(postsNamed('village', word)).toEqual(roles))
  it.each([
    ['镇经办', ['township-officer']],
    ['保密审查员', ['township-reviewer']],
    ['分管领导', ['township-publisher']],
    ['镇长', ['township-publisher']],
    ['文书', null],
  ])('of a township: %s', (word, roles) => expect(postsNamed('township', word)).toEqual(roles))
})

describe('the tables of a start', () => {
  it('are read from one paste, in either order, with or without headings of places', () => {
    for (const text of [`${county}\n\n${people}`, `${people}\n\n${county}`]) {
      const read = tablesOf(text)
      expect(read.regions.map(({ name }) => name)).toContain('漕泾镇')
      expect(read.people.map(({ name }) => name)).toEqual(['顾明', '陆佳', '沈国良', '周雅琴', '林文'])
    }
    expect(tablesOf('310116109213\t护塘村\t\t021-1').regions).toMatchObject([
      { row: 1, code: '310116109213', name: '护塘村', phone: '021-1' },
    ])
  })

  it('become a county with its offices and people', () => {
    const { plan, problems, warnings } = readSetup(form(), today)
    expect(problems).toEqual([])
    expect(plan?.kind).toBe('county')
    expect(plan?.regions.map(({ code, name, parent }) => [code, name, parent])).toEqual([
      ['310116', '金山区', null],
      ['310116109', '漕泾镇', '310116'],
      ['310116109213', '护塘村', '310116109'],
      ['310116109222', '荷月村', '310116109'],
    ])
    expect(plan?.regions.at(-1)?.office.name).toBe('荷月村村民委员会')
    expect(plan?.administrator.name).toBe('顾明')
    expect(plan?.people.map(({ name, posts }) => [name, posts[0]?.role, posts[0]?.region])).toEqual([
      ['顾明', 'administrator', '310116'],
      ['陆佳', 'township-officer', '310116109'],
      ['沈国良', 'publisher', '310116109213'],
      ['周雅琴', 'clerk', '310116109213'],
      ['林文', 'supervisor', '310116109213'],
    ])
    expect(warnings).toContain('荷月村还没有村经办、村监会、书记/主任的人，补上之前公开发不出去。')
  })

  it('of one village are a pilot, with where it lies from the rows above it', () => {
    const { plan } = readSetup(
      form({ text: village, administrator: '周雅琴', filing: '沪ICP备12345678号' }),
      today,
    )
    expect(plan).toMatchObject({
      kind: 'pilot',
      within: '金山区漕泾镇',
      regions: [{ code: '310116109213', name: '护塘村', parent: null }],
      administrator: { name: '周雅琴', posts: [{ region: '310116109213', role: 'administrator' }] },
    })
    const alone = village.split('\n').filter((_, at) => at === 0 || at === 3)
    expect(messages({ text: alone.join('\n'), administrator: '周雅琴' })).toEqual([
      '只有一个村时，请写所在区县的小程序备案号。',
      '请写这个村在哪个区县、哪个镇，例如“金山区漕泾镇”。',
    ])
  })

  it('of one village take only its own people', () => {
    const text = `${village}\n姓名\t岗位\t村\n陆佳\t镇经办人\t漕泾镇\n周雅琴\t文书\t护塘村`
    expect(messages({ text, administrator: '周雅琴', filing: '沪ICP备1号' })).toEqual([
      '第 6 行“村镇”：只启用一个村时，不登记漕泾镇的人，请删掉这一行。',
    ])
  })

  it('make one person of rows with one number, and of one name at one place', () => {
    const rows = ['姓名\t岗位\t手机\t村', '周雅琴\t文书\t13800000004\t护塘村', '周雅琴\t管理员\t\t护塘村']
    const { plan } = readSetup(
      form({ text: `${village}\n${rows.join('\n')}`, filing: '沪ICP备1号', administrator: '周 雅琴' }),
      today,
    )
    expect(plan?.people).toHaveLength(1)
    expect(plan?.people[0]?.posts.map(({ role }) => role)).toEqual(['clerk', 'administrator'])
  })

  it('leave out rows of what lies above the county', () => {
    const { left, problems } = readSetup(form({ text: `${county}\n310000000000\t上海市\n${people}` }), today)
    expect(problems.map(({ message }) => message)).toEqual([])
    expect(left).toEqual(['上海市'])
  })

  it.each<[string, string, string]>([
    [
      'a code that a spreadsheet has rounded',
      `${county}\n3.10116E+11\t新村`,
      '第 6 行“区划代码”：“3.10116E+11”丢了位数',
    ],
    ['a code that is none', `${county}\n31011\t新村`, '第 6 行“区划代码”：“31011”不对'],
    ['a code twice', `${county}\n310116109222\t荷月村`, '310116109222 写了两次'],
    ['another county', `${county}\n310117001001\t外村`, '310117001001 不在 310116 里'],
    ['a township that is missing', `${county}\n310116110201\t新村`, '缺 310116110 这一行（镇或街道）'],
    ['a place without a name', `${county}\n310116109233\t`, '第 6 行“名称”：没有写'],
    [
      'a post nobody knows',
      `${county}\n${people}\n护塘村\t王强\t团支书`,
      '不认识“团支书”。护塘村可以写：村经办人',
    ],
    [
      'a 组长 without a group',
      `${county}\n${people}\n护塘村\t王强\t村民小组长`,
      '“组”：没有写“王强”是哪个组的组长',
    ],
    ['a place nobody knows', `${county}\n${people}\n远方村\t王强\t文书`, '村镇表里没有“远方村”'],
    ['half a number', `${county}\n${people}\n护塘村\t王强\t文书\t1380000`, '“1380000”不是 11 位的手机号'],
    ['one number of two', `${county}\n${people}\n护塘村\t王强\t文书\t13800000004`, '“周雅琴”的号码一样'],
    ['no date', `${county}\n${people}\n护塘村\t王强\t文书\t\t去年`, '“去年”不是日期'],
    ['a name that is none', `${county}\n${people}\n护塘村\t王强13\t文书`, '“王强13”不像姓名'],
    ['a person’s number in an office', `${county}\n310116109233\t新村\t310116197001010011`, '像是个人的号码'],
    [
      'a spaced number in an office',
      `区划代码\t名称\t地址\n310116\t金山区\t\n310116109233\t新村\t310116 19700101 0011`,
      '像是个人的号码',
    ],
    ['书记 in the 村监会', `${county}\n${people}\n护塘村\t沈国良\t村监会\t13800000003`, '第三十七条'],
    [
      '委员 in the 村监会',
      `${county}\n${people}\n护塘村\t林文\t文书、村委会委员`,
      '又是村委会委员又是村监会',
    ],
    ['委员 alone', `${county}\n${people}\n护塘村\t王强\t村委会委员`, '不认识“村委会委员”'],
    ['nothing at all', '', '还没有村镇'],
  ])('say what is wrong: %s', (_, text, words) => {
    const found = readSetup(form({ text, administrator: '顾明' }), today)
    expect(found.plan).toBeNull()
    expect(found.problems.map(({ message }) => message).join()).toContain(words)
  })

  it('ask about each 村监会 whether its members, or their kin, sit on the committee (组织法 37)', () => {
    const { warnings } = readSetup(form(), today)
    expect(warnings[0]).toMatch(/^请核对村监会成员林文：.+近亲属.+第三十七条/)
    const none = readSetup(form({ text: `${county}\n${people.split('\n').slice(0, -1).join('\n')}` }), today)
    expect(none.warnings.join()).not.toContain('第三十七条')
  })

  it('say which of two villages of one name is meant', () => {
    const two = `${county}\n310116110000\t山阳镇\n310116110201\t护塘村`
    expect(messages({ text: `${two}\n姓名\t岗位\t村\n王强\t文书\t护塘村`, administrator: '顾明' })).toEqual([
      '第 9 行“村镇”：有 2 个叫“护塘村”的，请写区划代码。',
    ])
    expect(
      messages({ text: `${two}\n姓名\t岗位\t村\n王强\t文书\t山阳镇护塘村`, administrator: '顾明' }),
    ).toEqual([])
  })

  it('ask for the administrator, and take the one whom the table names', () => {
    const nobody = people.replace('管理员', '系统运维')
    expect(messages({ text: `${county}\n${nobody}` })).toEqual(['请写您的姓名。您是这里的第一个管理员。'])
    expect(messages({ since: '明天' })).toEqual(['启用日期要写成 2026-11-20 这样。'])
    expect(readSetup(form({ administrator: '赵新' }), today).plan?.administrator).toMatchObject({
      name: '赵新',
      row: 0,
    })
  })

  it('of a county of 300 villages are read in a moment', () => {
    const codes = Array.from(
      { length: 300 },
      (_, n) => `310116${101 + (n % 10)}${String(201 + n).padStart(3, '0')}`,
    )
    const townships = Array.from({ length: 10 }, (_, n) => `310116${101 + n}000\t第${n}镇`)
    const text = [
      ...['区划代码\t名称', '310116\t金山区', ...townships, ...codes.map((code) => `${code}\t村${code}`)],
      ...[
        '区划代码\t姓名\t岗位',
        ...codes.flatMap((code) => [`${code}\t甲乙\t文书`, `${code}\t丙丁\t村监会`]),
      ],
    ].join('\n')
    const began = process.cpuUsage().user
    const { plan } = readSetup(form({ text, administrator: '顾明' }), today)
    expect(process.cpuUsage().user - began).toBeLessThan(2_000_000)
    expect([plan?.regions.length, plan?.people.length]).toEqual([311, 601])
  })
})

import { addWorkingDays, workingDaysBetween } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import {
  Industries,
  industries,
  OfficeHours,
  officeHours,
  tableOf,
  WorkingDays,
  workingDays,
  workingDayTable,
} from '../../server/src/rules/office-tables'

describe('the industries', () => {
  const rows = industries().rows.map((row) => ({
    code: row.slice(0, row.indexOf(' ')),
    name: row.slice(row.indexOf(' ') + 1),
  }))
  const ofLength = (pattern: RegExp) => rows.filter(({ code }) => pattern.test(code))

  it('are 20 门类, 97 大类 and 473 中类 as the standard counts them', () => {
    expect([/^[A-T]$/, /^\d{2}$/, /^\d{3}$/].map((pattern) => ofLength(pattern).length)).toEqual([
      20, 97, 473,
    ])
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length)
  })

  it('stand in the order of the standard, each 中类 below its 大类', () => {
    let division = ''
    let section = ''
    for (const { code } of rows) {
      if (/^[A-T]$/.test(code)) {
        expect(code > section).toBe(true)
        section = code
      } else if (code.length === 2) {
        expect(code > division).toBe(true)
        division = code
      } else expect(code.slice(0, 2)).toBe(division)
    }
  })

  it.each([
    ['014', '蔬菜、食用菌及园艺作物种植'],
    ['15', '酒、饮料和精制茶制造业'],
    ['339', '铸造及其他金属制品制造'],
    ['613', '民宿服务'],
    ['651', '软件开发'],
    ['75', '科技推广和应用服务业'],
    ['87', '广播、电视、电影和录音制作业'],
    ['T', '国际组织'],
  ])('call %s %s', (code, name) => {
    expect(rows.find((one) => one.code === code)?.name).toBe(name)
  })

  it('refuse a row without a name, and say where', () => {
    const broken = { ...industries(), rows: ['A 农、林、牧、渔业', '01'] }
    expect(() => tableOf(Industries, broken, 'config/industries.json')).toThrow(
      'config/industries.json/rows/1',
    )
  })
})

describe('the working days', () => {
  const { years } = workingDays()
  const table = workingDayTable()
  const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

  it('are published for 2024, 2025 and 2026, and for no year whose notice is not out', () => {
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026])
    for (const { year, source } of years) expect(source.title).toContain(`关于${year}年部分节假日安排的通知`)
  })

  it.each(years)(
    'of $year lie in their year: make-up days on weekends, none of them a holiday',
    ({ year, makeUpDays }) => {
      const free = table[year]?.holidays ?? []
      for (const day of [...free, ...makeUpDays]) expect(day.slice(0, 4)).toBe(String(year))
      for (const day of makeUpDays) {
        expect(weekday(day) % 6).toBe(0)
        expect(free).not.toContain(day)
      }
      expect(new Set(free).size).toBe(free.length)
    },
  )

  it('are 248 in 2026, with the make-up days of the notice', () => {
    expect(workingDaysBetween('2025-12-31', '2026-12-31', table)).toBe(248)
    expect(years.find(({ year }) => year === 2026)?.makeUpDays).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })

  it.each([
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-04-03', 5, '2026-04-13'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-06-18', 10, '2026-07-03'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-30', 10, '2026-10-20'],
    ['2026-11-20', 20, '2026-12-18'],
  ])('carry %s by %d to %s', (from, count, to) => {
    expect(addWorkingDays(from, count, table)).toBe(to)
  })

  it('leave what reaches into an unpublished year open', () => {
    expect(addWorkingDays('2026-12-04', 20, table)).toBeNull()
    const odd = { ...workingDays(), years: [{ ...years[0], makeUpDays: ['明天'] }] }
    expect(() => tableOf(WorkingDays, odd, 'config/working-days.json')).toThrow('/years/0/makeUpDays/0')
  })
})

describe('the office hours', () => {
  const { hours, appeals, payDays } = officeHours()

  it('have periods one after another', () => {
    const times = hours.periods.flatMap(({ from, to }) => [from, to])
    expect([...times].sort()).toEqual(times)
  })

  it('give a 诉求 one hour, three and five working days, and a payment sixty, each with its source', () => {
    expect([appeals.acknowledge, appeals.answer, appeals.close, payDays].map(({ amount }) => amount)).toEqual(
      [1, 3, 5, 60],
    )
    const broken = { ...officeHours(), payDays: { amount: 60, unit: 'workingDay', source: '' } }
    expect(() => tableOf(OfficeHours, broken, 'config/office-hours.json')).toThrow('/payDays/source')
  })
})

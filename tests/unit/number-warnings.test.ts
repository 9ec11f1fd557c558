import { type Cell, type Column, type Item, moneyText, type WholeContent } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoVillage } from '../../server/src/demo/village'
import { catalogueOf } from '../../server/src/features/catalogue'
import { figuresIn } from '../../server/src/features/notices/workflow/figures.rules'
import { warningsOf } from '../../server/src/features/notices/workflow/warnings.rules'

const text = (label: string): Column => ({ key: label, label, kind: 'text' })
const name: Column = { key: 'name', label: '户主', kind: 'name' }
const money = (label: string): Column => ({ key: label, label, kind: 'money' })
const open: Pick<Item, 'maskLevel' | 'audience'> = { maskLevel: 'M2', audience: 'village' }
const own = { maskLevel: 'M4', audience: 'household' } as const

interface Given {
  columns?: Column[]
  rows?: Cell[][]
  title?: string
  plain?: string
  elements?: string[]
  item?: typeof open
}
const land: Column[] = [
  name,
  { key: 'area', label: '流转面积（亩）', kind: 'area' },
  money('本季流转费（元）'),
  { key: 'people', label: '共有人数（人）', kind: 'integer' },
]
const landRows: Cell[][] = [
  ['甲', 419, 125_700, 3],
  ['乙', 226, 67_800, 2],
]

function said({
  columns = land,
  rows = landRows,
  title = '',
  plain = '',
  elements = [],
  item = open,
}: Given) {
  const content: WholeContent = {
    title,
    plain,
    body: '',
    elements: elements.map((one) => ({ name: one.slice(0, 4), text: one })),
    table: { caption: '', columns, rows: rows.map((cells) => ({ household: null, cells })) },
  }
  return warningsOf(content, item)
}

describe('a figure in a sentence', () => {
  it.each([
    ['合计 ¥1,234.50。', 'money', 123_450],
    ['合计１，２３４．５元', 'money', 123_450],
    ['一共 1234 元', 'money', 123_400],
    ['花了 21.3 万元', 'money', 21_300_000],
    ['共 1.2 亿元', 'money', 12_000_000_000],
    ['流转 6.45 亩', 'area', 645],
    ['共 1,024 人次', 'count', 1024],
    ['合计用地 300 ㎡', 'count', 300],
  ])('%s', (sentence, unit, value) => {
    expect(figuresIn(sentence)).toMatchObject([{ unit, value }])
  })

  it('is no sum of a table without a unit: dates, telephones, document numbers', () => {
    expect(figuresIn('11 月 20 日，021-5555 0101，漕政〔2026〕31 号')).toEqual([])
  })
})

describe('a sum that the words state', () => {
  it('and the table contradicts is said with both figures and its place', () => {
    expect(said({ plain: '本季流转费一共 ¥1,953.00。' })).toEqual([
      {
        field: 'content.plain',
        message: '一句话说清里写的是“¥1,953.00”，附表“本季流转费”合计是 ¥1,935.00，两个数不一样，请核对。',
      },
    ])
    const fields = (given: Given) => said(given).map(({ field }) => field)
    expect(fields({ title: '流转费合计 2,000 元' })).toEqual(['content.title'])
    expect(fields({ elements: ['面积：流转 6.54 亩', '人数：共 6 人'] })).toEqual([
      'content.elements',
      'content.elements',
    ])
  })

  it.each([
    '本季流转费一共 ¥1,935.00，流转 6.45 亩，共 5 人。',
    '流转费合计 0.2 万元。',
    '流转费合计 0.19 万元。',
    '每亩每季度 300 元，每户最多 500 元。',
    '去年合计 ¥900.00。',
    '合计约 2 千元。',
    '比如流转 2.26 亩，就是 678 元。',
    '其中流转 4.19 亩的一户在外地。',
  ])('and the table bears out, or that is none of this table, is not: %s', (plain) => {
    expect(said({ plain })).toEqual([])
  })

  it('of income, of spending and of what is left is held against its own side', () => {
    const columns = [text('摘要'), money('收入（元）'), money('支出（元）')]
    const rows: Cell[][] = [
      ['租金', 80_000, null],
      ['保洁', null, 30_000],
    ]
    expect(said({ columns, rows, plain: '收入 800 元，支出 300 元，结余合计 500 元。' })).toEqual([])
    expect(said({ columns, rows, plain: '收了 300 元，花了 300 元。' })[0]?.message).toContain(
      '收入合计是 ¥800.00',
    )
    expect(said({ columns, rows, plain: '收支合计 1,100 元。' })).toHaveLength(1)
  })

  it('may be of two columns together, or of one that shows no sum', () => {
    const columns = [name, money('土地补偿（元）'), money('青苗补偿（元）'), money('标准（元/月）')]
    const rows: Cell[][] = [
      ['甲', 10_000, 2_000, 500],
      ['乙', 20_000, 1_000, 700],
    ]
    for (const plain of ['两项补偿一共 330 元。', '每月标准合计 12 元。', '标准一共 12 元。'])
      expect(said({ columns, rows, plain })).toEqual([])
    expect(said({ columns, rows, plain: '两项补偿一共 340 元。' })).toHaveLength(1)
  })

  it('of the opening balance leads to the closing one', () => {
    const columns = [text('摘要'), money('收入（元）'), money('支出（元）')]
    const rows: Cell[][] = [
      ['租金', 80_000, null],
      ['保洁', null, 30_000],
    ]
    const elements = (closing: string) => ['期初余额：¥1,000.00', `期末余额：${closing}`]
    expect(said({ columns, rows, elements: elements('¥1,500.00') })).toEqual([])
    expect(said({ columns, rows, elements: elements('¥1,600.00') })[0]?.message).toContain('是 ¥1,500.00')
  })
})

describe('a row typed as a sum', () => {
  const columns = [text('项目'), money('金额（元）')]
  it('is offered to be left out', () => {
    const found = said({
      columns,
      rows: [
        ['桌椅', 200],
        ['灯', 300],
        ['合　计', 500],
      ],
    })
    expect(found).toEqual([
      { field: 'content.table.rows', row: 3, message: expect.stringContaining('建议去掉这一行') },
    ])
  })

  it('is said with both figures where it is not what the rows above give', () => {
    const found = said({
      columns,
      rows: [
        ['桌椅', 20_000],
        ['灯', 30_000],
        ['合计', 60_000],
      ],
    })
    expect(found).toHaveLength(2)
    expect(found[1]).toMatchObject({ row: 3, column: '金额（元）' })
    expect(found[1]?.message).toContain(`写的是 ${moneyText(60_000)}，上面各行相加是 ${moneyText(50_000)}`)
  })

  it('may be a subtotal, or carried over from before', () => {
    const rows: Cell[][] = [
      ['上月结余', 900],
      ['桌椅', 200],
      ['小计', 200],
      ['灯', 300],
      ['小计', 300],
      ['合计', 500],
    ]
    const found = said({ columns, rows })
    expect(found.map(({ row }) => row)).toEqual([1, 3, 5, 6])
  })
})

describe('where each household sees its own row only', () => {
  const three: Cell[][] = [
    ['甲', 100, 30_000, 1],
    ['乙', 200, 60_000, 1],
    ['丙', 300, 90_000, 1],
  ]
  it('a sum over three households in the words gives the third away', () => {
    const found = said({ rows: three, plain: '3 户一共 1,800 元。', item: own })
    expect(found).toMatchObject([
      { field: 'content.plain', message: expect.stringContaining('能算出别人家的') },
    ])
    expect(said({ rows: three, plain: '一共 3 户。', item: own })).toEqual([])
    expect(said({ rows: three, plain: '3 户一共 1,800 元。' })).toEqual([])
  })
})

it('the demo’s own words and tables agree', () => {
  for (const day of ['2026-11-20', '2026-02-03', '2027-03-01']) {
    const village = demoVillage(new Date(`${day}T02:00:00Z`))
    const drafts = village.drafts.map(({ region, item, content }) => ({ region, item, ...content }))
    const found = [...village.notices, ...drafts].flatMap(({ region: code, item: no, ...content }) => {
      const region = village.regions.find((one) => one.code === code)
      const item = region && catalogueOf(region).find((one) => one.no === no)
      if (!item) throw new Error(`no item ${no}`)
      return warningsOf(content, item).map(({ message }) => `${no} ${content.title}: ${message}`)
    })
    expect(found).toEqual([])
  }
})

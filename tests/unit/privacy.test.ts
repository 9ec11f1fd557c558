import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Column,
  gateFields,
  gateKey,
  personalDataIn,
  personalDataInRow,
  personalDataInRows,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

/** Made up; the check sign holds. */
const id = '310116199001011239'
const card = '6222021001116245702'

describe('numbers that were published before the gate knew them', () => {
  it.each([
    ['dots', '310116.19900101.1239', '身份证号'],
    ['dashes', '310116-19900101-1239', '身份证号'],
    ['slashes', '310116/1990/01/01/1239', '身份证号'],
    ['a tab', '310116\t199001011239', '身份证号'],
    ['line breaks', '310116\n19900101\r\n1239', '身份证号'],
    ['tabs between fours', '3101\t1619\t9001\t0112\t39', '身份证号'],
    ['commas between fours', '3101，1619，9001，0112，39', '身份证号'],
    ['tabs between any parts', '310\t116\t199\t001\t011\t239', '身份证号'],
    ['double spaces', '310116  19900101  1239', '身份证号'],
    ['a leading 0', '0310116199001011239', '身份证号'],
    ['15 digits', '310116900101123', '身份证号'],
    ['Arabic-Indic digits', '٣١٠١١٦١٩٩٠٠١٠١١٢٣٩', '身份证号'],
    ['Persian digits', '۳۱۰۱۱۶۱۹۹۰۰۱۰۱۱۲۳۹', '身份证号'],
    ['Chinese digits', '三一〇一一六一九九〇〇一〇一一二三九', '身份证号'],
    ['those of cheques', '叁壹零壹壹陆壹玖玖零零壹零壹壹贰叁玖', '身份证号'],
    ['keycaps', [...id].map((digit) => `${digit}\ufe0f\u20e3`).join(''), '身份证号'],
    ['circles', '③①⓪①①⑥①⑨⑨⓪⓪①⓪①①②③⑨', '身份证号'],
    ['full width with an X', '３１０１１６１９５８０６１２００８Ｘ', '身份证号'],
    ['a mistyped last digit', '310116199001011234', '身份证号'],
    ['a telephone written on', `${id}13812345678`, '身份证号'],
    ['bank numbers with dots', '6222.0210.0111.6245.702', '银行卡号'],
    ['bank numbers', card, '银行卡号'],
    ['an account by its word', '开户账号：1001 2345 6789 0123', '银行卡号'],
    ['+86', '+8613812345678', '手机号'],
    ['0086', '0086 138 1234 5678', '手机号'],
    ['dots in a telephone', '138.1234.5678', '手机号'],
    ['any groups', '138 12 345678', '手机号'],
    ['brackets', '138（1234）5678', '手机号'],
    ['two scripts', '138一二三四5678', '手机号'],
    ['a figure for a dash', '138一1234一5678', '手机号'],
    ['a name that is a figure before it', '张三13812345678', '手机号'],
    ['a plate', '沪A12345', '车牌号'],
    ['a plate of new energy', '沪A·D12345', '车牌号'],
    ['a plate with spaces', '沪 a 1 2 3 4 5', '车牌号'],
    ['a lane and a house', '住护塘路100弄5号', '住址'],
    ['a flat', '护塘新苑12号楼3单元502室', '住址'],
    ['a flat in Chinese figures', '三号楼五〇二室', '住址'],
    ['a telephone at home', '家里电话57123456', '住宅电话'],
    ['with its area code', '宅电 021-5712 3456', '住宅电话'],
  ])('%s: %j', (_, text, kind) => expect(personalDataIn(text)).toEqual([kind]))
})

describe('numbers that were refused wrongly', () => {
  it.each([
    ['a land parcel code of 19 digits', '3101161092130100017'],
    ['the same with its name', '地块编码 6201021092130100017'],
    ["a contractor's code of 18 digits", '310116201203010001'],
    ['a contract', '合同编号 3101162026110001'],
    ['a contract that looks like a card', '合同编号：6222021001116245702'],
  ])('%s: %j', (_, text) => expect(personalDataIn(text)).toEqual([]))
})

const column = (label: string, kind: Column['kind'] = 'text', key = 'a'): Column => ({ key, label, kind })
const kindsIn = (columns: Column[], cells: (string | number | null)[]) =>
  personalDataInRow(columns, cells).map(({ place, through, kind }) => [place, through, kind])

describe('cells', () => {
  it.each([
    ['integer', 13_812_345_678, '手机号'],
    ['integer', 310_116_900_101_123, '身份证号'],
    ['integer', 6_222_021_001_116_245, '银行卡号'],
    ['money', 1_381_234_567_800, '手机号'],
    ['area', 1_381_234_567_800, '手机号'],
    ['name', `沈国良${id}`, '身份证号'],
    ['group', '１３８１２３４５６７８', '手机号'],
  ] as const)('of the kind %s hold what a number is: %j', (kind, cell, found) =>
    expect(kindsIn([column('列', kind)], [cell])).toEqual([[0, 0, found]]),
  )

  it.each<[string, Column[], (string | number | null)[], (string | number)[]]>([
    ['an id card in two', [column('甲'), column('乙')], ['310116', '199001011239'], [0, 1, '身份证号']],
    [
      'in two of figures',
      [column('甲', 'integer'), column('乙', 'integer')],
      [310116, 199001011239],
      [0, 1, '身份证号'],
    ],
    [
      'in two sums',
      [column('甲', 'money'), column('乙', 'money')],
      [3_101_161_990_000, 101_123_900],
      [0, 1, '身份证号'],
    ],
    [
      'in three with a date',
      [column('甲'), column('乙', 'date'), column('丙')],
      ['310116', '1990-01-01', '1239'],
      [0, 2, '身份证号'],
    ],
    ['a mistyped one', [column('甲'), column('乙')], ['310116', '199001011234'], [0, 1, '身份证号']],
    ['one of 15 digits', [column('甲'), column('乙')], ['310116', '900101123'], [0, 1, '身份证号']],
    [
      'a card in four of five',
      ['甲', '乙', '丙', '丁', '戊'].map((label) => column(label)),
      ['6222', '0210', '0111', '6245', '702'],
      [0, 3, '银行卡号'],
    ],
    ['a telephone', [column('甲'), column('乙', 'integer')], ['138', 12_345_678], [0, 1, '手机号']],
    [
      'over an empty cell',
      [column('甲'), column('空'), column('乙')],
      ['1381', null, '2345678'],
      [0, 2, '手机号'],
    ],
    ['behind words', [column('甲'), column('乙')], ['电话138', '12345678打'], [0, 1, '手机号']],
    ['a plate', [column('甲'), column('乙')], ['沪A', '12345号'], [0, 1, '车牌号']],
    ['a home', [column('甲'), column('乙')], ['12号楼', '502室'], [0, 1, '住址']],
  ])('beside each other are read as one: %s', (_, columns, cells, found) =>
    expect(kindsIn(columns, cells)).toEqual([found]),
  )

  it.each<[string, Column[], (string | number | null)[]]>([
    ['an area and a sum', [column('面积', 'area'), column('金额', 'money')], [1520, 1_234_567]],
    ['two sums', [column('收入', 'money'), column('支出', 'money')], [15_600_000, 2_340_000]],
    ['households and a sum', [column('户数', 'integer'), column('金额', 'money')], [138, 1_234_567_800]],
    ['a receipt and a sum', [column('票据号'), column('金额', 'money')], ['1523456', 120_000]],
    ['a round sum', [column('预算', 'money')], [1_380_000_000_000]],
    ["a contractor's code", [column('承包方编码')], ['310116201203010001']],
    ['a parcel', [column('地块编码')], ['6222021092130100017']],
    ["an office's account", [column('对公账户')], ['1001234567890123456']],
    ['an invoice', [column('发票号码')], ['25312000000012345678']],
    ['a credit code', [column('统一社会信用代码')], ['91310116MA1J2AB34X']],
    ['whoever is on duty', [column('姓名', 'name'), column('值班手机')], ['沈国良', '13812345678']],
    [
      'posts with their office telephone',
      [column('姓名', 'name'), column('职务'), column('电话')],
      ['沈国良', '书记', '57123456'],
    ],
  ])('hold nothing personal: %s', (_, columns, cells) => expect(kindsIn(columns, cells)).toEqual([]))

  it('tell whose telephone it is by the row', () => {
    const columns = [column('姓名', 'name'), column('电话')]
    expect(kindsIn(columns, ['沈国良', '57123456'])).toEqual([[1, 1, '住宅电话']])
    expect(kindsIn([column('服务点'), column('电话')], ['助餐点', '57123456'])).toEqual([])
  })

  it('say the row, the columns and the kind', () => {
    const columns = [column('甲'), column('乙')]
    const rows = [{ cells: ['无', '无'] }, { cells: ['310116', '199001011239'] }]
    expect(personalDataInRows(columns, rows, () => true)).toEqual([
      {
        field: 'content.table.rows',
        row: 2,
        column: '甲',
        message: expect.stringContaining('第 2 行“甲”到“乙”合起来里好像有身份证号'),
      },
    ])
  })
})

describe('where a number may stand', () => {
  const kinds = (text: string, place: object) => personalDataIn(text, place)
  it('is the heading of an office', () => {
    const office = { label: '联系方式', office: true }
    expect(kinds('值班手机13812345678，护塘路100弄5号', office)).toEqual([])
    expect(kinds(id, office)).toEqual(['身份证号'])
    expect(kinds('护塘路100弄5号村委会二楼', {})).toEqual([])
  })

  it('is never a key that a program chose by chance, but one that a person wrote', () => {
    const key = (text: string) => gateKey({ field: 'k', title: '编号', text })
    expect(key('550e8400-e135-4123-8123-446655440000')).toEqual([])
    expect(key(`k-${id}`)).toMatchObject([{ field: 'k' }])
  })

  it('is not a reason or a name', () => {
    const fields = gateFields([
      { field: 'reason', title: '退回原因', text: '请打138 1234 5678' },
      { field: 'name', title: '称呼', text: '沈国良' },
    ])
    expect(fields).toEqual([{ field: 'reason', message: '退回原因：好像有手机号，这里不保存，请删去。' }])
  })
})

describe('lawful lines of real shapes', () => {
  const lines = readFileSync(join(__dirname, 'lawful-lines.txt'), 'utf8').trim().split('\n')

  it('are three hundred and more', () => expect(new Set(lines).size).toBeGreaterThanOrEqual(300))

  it.each(lines)('%s', (line) => {
    expect(personalDataIn(line)).toEqual([])
    expect(kindsIn([column('姓名', 'name'), column('说明')], ['沈国良', line])).toEqual([])
  })

  it('have no hit in one long text either', () => expect(personalDataIn(lines.join('\n'))).toEqual([]))
})

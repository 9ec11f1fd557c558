import { checkSignOf } from '../../shared/src/rules/privacy/id-cards'

/** An id number of the right form for somebody who does not exist: an area that was never given out. */
export function madeUpIdNumber(year: number, serial: number): string {
  const day = String(10 + (serial % 18))
  const seventeen = `319999${year}0${1 + (serial % 9)}${day}${String(serial % 1000).padStart(3, '0')}`
  return seventeen + checkSignOf(seventeen)
}

const surnames = [...'沈陆顾唐周吴徐朱张王李杨金蒋俞曹']
const given = [...'国建明红梅芳英伟强军丽华平林根宝兴福寿春夏秋冬安康宁静思远志诚文武松柏青']

const pick = (from: readonly string[], at: number): string => from[at % from.length] ?? ''

/** A name that nobody else in the village has, as long as there are fewer than some thousand. */
export const madeUpName = (serial: number): string =>
  pick(surnames, serial) +
  pick(given, Math.floor(serial / surnames.length)) +
  pick(given, Math.floor(serial / (surnames.length * given.length)) + 7)

export interface MadeUpPerson {
  code: string
  head: string
  name: string
  relation: string
  sex: string
  year: number
  idNumber: string
  group: number
  phone: string
  member: string
}

const relations = ['户主', '配偶', '子', '女']

/** So many people in households of three to five. */
export function* madeUpPeople(people: number, from = 0): Generator<MadeUpPerson> {
  let made = 0
  for (let household = 1; made < people; household += 1) {
    const size = 3 + (household % 3)
    const head = madeUpName(from + made)
    for (let at = 0; at < size && made < people; at += 1) {
      const year = at < 2 ? 1950 + ((household * 7) % 40) : 1985 + ((household * 3 + at) % 38)
      yield {
        code: String(household).padStart(4, '0'),
        head,
        name: madeUpName(from + made),
        relation: relations[Math.min(at, 3)] ?? '子',
        sex: (at === 0) === (household % 9 !== 0) ? '男' : '女',
        year,
        idNumber: madeUpIdNumber(year, from + made),
        group: 1 + (household % 20),
        phone: at === 0 ? `1990000${String(household % 10_000).padStart(4, '0')}` : '',
        member: household % 5 === 0 ? '否' : '是',
      }
      made += 1
    }
  }
}

const line = (cells: readonly (string | number)[]): string => cells.join('\t')

/**
 * A village's register as it comes: columns in another order, a title, the household's number and head on its first
 * row only, groups and names written in several ways, numbers that lost their digits, a row twice.
 */
export function messyRegister(people: number): string {
  const rows = [...madeUpPeople(people)]
  const groupOf = (group: number, at: number) =>
    [`${group}组`, `第${group}组`, `${group} 组`, `0${group}`][at % 4] ?? ''
  const nameOf = (name: string, at: number) =>
    name.length === 3 && at % 11 === 0 ? [...name].join('　') : name
  const cells = rows.map((row, at) => {
    const first = row.relation === '户主'
    return line([
      at + 1,
      at % 50 === 0 ? `${row.idNumber.slice(0, 15)}000` : row.idNumber,
      nameOf(row.name, at),
      row.relation,
      row.sex,
      `${row.year}年${1 + (at % 12)}月`,
      first ? row.code : '',
      first ? row.head : '',
      first ? groupOf(row.group, at) : '',
      row.phone,
      row.member,
      '汉族',
    ])
  })
  const repeated = cells[4] ?? ''
  return [
    line(['护塘村户籍人口花名册']),
    line([
      '序号',
      '公民身份号码',
      '姓名',
      '与户主关系',
      '性别',
      '出生年月',
      '户口簿编号',
      '户主姓名',
      '所在组',
      '联系电话',
      '是否成员',
      '民族',
    ]),
    ...cells.slice(0, 5),
    repeated,
    ...cells.slice(5),
    line(['合计', '', people]),
  ].join('\n')
}

const csvHead = '区划代码,户号,户主,姓名,与户主关系,性别,出生日期,身份证号,组,手机,是否成员,住址\n'

/** A county's register as lines of .csv, a village after another. */
export function* countyCsv(villages: readonly string[], peopleOfEach: number): Generator<string> {
  yield csvHead
  for (const [at, village] of villages.entries()) {
    let lines = ''
    for (const one of madeUpPeople(peopleOfEach, at * 31)) {
      lines += `${village},${one.code},${one.head},${one.name},${one.relation},${one.sex},${one.year}-03-02,${one.idNumber},第${one.group}组,${one.phone},${one.member},示例路${one.group}号\n`
    }
    yield lines
  }
}

import type { SetupForm } from '@hutang/shared'

/** A county with a township, two villages and the people of one of them; invented names. */
export const countyTable = [
  '区划代码\t名称\t办公室名称\t电话\t地址\t办公时间',
  '310116000000\t金山区\t\t021-00000000\t\t',
  '310116109000\t漕泾镇\t\t021-00000001\t\t',
  '310116109213\t护塘村\t护塘村村民委员会\t021-00000002\t护塘村1号\t工作日',
  '310116109222\t荷月村\t\t\t\t',
].join('\n')
export const peopleTable = [
  '村镇\t姓名\t岗位\t手机\t起始日',
  '金山区\t顾示例\t管理员\t\t',
  '漕泾镇\t陆示例\t镇经办人\t19900000002\t',
  '护塘村\t沈示例\t书记/主任\t19900000003\t2024-03-01',
  '\t周示例\t文书\t19900000004\t',
  '\t林示例\t村监会\t\t2027-01-01',
].join('\n')

export const setupForm = (code: string, changed: Partial<SetupForm> = {}): SetupForm => ({
  code,
  text: `${countyTable}\n\n${peopleTable}`,
  administrator: '',
  phone: '',
  since: '2026-11-20',
  filing: '',
  within: '',
  ...changed,
})

/** 金山区 with ten townships, `villages` villages, and six people in each village. */
export function largeCounty(villages: number): string {
  const township = (n: number) => `310116${101 + (n % 10)}`
  const places = Array.from({ length: villages }, (_, n) => `${township(n)}${String(201 + n)}`)
  const posts = ['文书', '会计', '村监会', '村监会主任', '书记', '主任']
  const letters = '甲乙丙丁戊己庚辛壬癸'
  const nameOf = (n: number) => `例${[...String(n)].map((digit) => letters[Number(digit)]).join('')}`
  return [
    ...['区划代码\t名称\t电话', '310116\t金山区\t021-1'],
    ...Array.from({ length: 10 }, (_, n) => `${township(n)}000\t第${letters[n]}镇\t021-${n}`),
    ...places.map((code, n) => `${code}\t${nameOf(n)}村\t021-${n}`),
    '区划代码\t姓名\t岗位\t手机',
    ...places.flatMap((code, n) =>
      posts.map(
        (post, at) => `${code}\t${nameOf(6 * n + at)}\t${post}\t199${String(10_000_000 + 6 * n + at)}`,
      ),
    ),
  ].join('\n')
}

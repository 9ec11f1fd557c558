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

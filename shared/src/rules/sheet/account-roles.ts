import { bareHeading } from './words'

/** What a column of an accounting program's export holds. */
export type Role =
  | 'date'
  | 'year'
  | 'month'
  | 'day'
  | 'voucher'
  | 'summary'
  | 'other'
  | 'account'
  | 'code'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'amount'
  | 'balance'
  | 'noise'

const roles: readonly (readonly [Role, RegExp])[] = [
  ['date', /^(?:日期|(?:记账|凭证|业务|制单|发生|入账)日期)$/],
  ['year', /^年$/],
  ['month', /^月$/],
  ['day', /^日$/],
  ['voucher', /^(?:凭证(?:字号|号数?|编号|字)?|字号|记账凭证)$/],
  ['summary', /^(?:摘要|摘要内容|业务摘要)$/],
  ['other', /^对方科目(?:名称)?$/],
  ['account', /^(?:(?:会计|明细|总账|一级|二级|末级)?科目(?:名称|全称|全名)?)$/],
  ['code', /^(?:会计)?科目(?:编码|代码|编号|号)$|^对方科目(?:编码|代码)$/],
  ['debit', /^(?:本期|本位币|本币)?借方?(?:金额|发生额|本位币|本币|合计)?$/],
  ['credit', /^(?:本期|本位币|本币)?贷方?(?:金额|发生额|本位币|本币|合计)?$/],
  ['direction', /^(?:余额)?方向$|^借[/或、]?贷(?:方向)?$/],
  ['balance', /^(?:期末|本币|账面)?余额$|^结余(?:金额)?$/],
  ['amount', /^(?:本币|本位币)?金额$|^发生额$/],
  [
    'noise',
    /^(?:会计期间|期间|年度|序号|分录号|分录序号|行号|币别|币种|汇率|原币.*|外币.*|数量.*|单位|单价|制单人?|审核人?|过账人?|记账人?|复核人?|出纳人?|附件数?|附单据数?|单据数|结算方式|结算号|票据号|票号|核销.*|系统模块|来源|业务描述|参考信息|辅助.*|审核标志|状态|凭证类型)$/,
  ],
]

export const roleOf = (label: string): Role | null => {
  const word = bareHeading(label.split('·').at(-1) ?? label)
  return roles.find(([, pattern]) => pattern.test(word))?.[0] ?? null
}

const cashName = /现金|银行存款|存款账户|^(?:基本户|一般户|农商行|银行)/
const cashCode = /^(?:100[12]|101|102)(?:\D|\d{2}(?:\D|\d{2})*|$)/

/** 库存现金, 银行存款: what the balance of a village's accounts is. */
export const isCash = (account: string, code: string): boolean =>
  account === '' ? cashCode.test(code) : cashName.test(account)

/** Accounts of what is earned and spent. */
export const isResult = (account: string): boolean =>
  /收入|收益|补助|支出|费用|成本|损失|管理费/.test(account)

/** 5301 管理费用-办公费 is of the kind 办公费. */
export function kindOfAccount(account: string): string {
  const bare = account.normalize('NFKC').replace(/^[(\s]*[\d.]+[)\s_:-]*/, '')
  const parts = bare.split(/[\\/_|—–-]+/).map((part) => part.trim())
  return parts.filter((part) => part !== '' && !/^\d+$/.test(part)).at(-1) ?? account.trim()
}

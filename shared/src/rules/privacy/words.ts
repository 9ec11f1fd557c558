/** Words that say what the number behind them, or the column under them, is. */
export const idWords = /身份证|身分证|公民身份|证件号/
export const bankWords = /卡号|银行卡|储蓄卡|借记卡|账号|帐号|账户|帐户|开户|存折|一卡通|打卡|汇入|转入/
/** An account of the village or a firm, which is public business. */
export const officeAccountWords = /对公|公户|基本户|基本存款|单位账|单位帐|专户/
/** Numbers that name a thing: land, a contract, a paper. */
export const codeWords =
  /编号|编码|代码|合同|地块|宗地|承包方|权证|不动产|文号|批文|发票|票据|票号|收据|单号|流水|凭证|备案|许可证|项目号|订单|信用代码/
export const homeWords = /住宅|家庭(?!农场|成员|人口|困难|经济|户)|家里|家中|宅电|本人|个人|私人|家属/
export const telephoneWords = /电话|座机|固话|联系|号码|手机/
/** A number or an address under such a heading is the office's own. */
export const officeWords =
  /办公|值班|单位|服务|监督|举报|咨询|热线|投诉|公开|窗口|村委|居委|受理|异议|报名|报修|维修|公司|企业|合作社/
/** The telephone of whoever is on duty, on a list kept with consent. */
export const dutyWords = /值班/
/** Elements of the catalogue that hold what an office tells of itself. */
export const officeElements: readonly string[] = ['办公地址', '联系方式']

const nearBefore = 12
const nearAfter = 8

/** Whether words stand just before a number, or just behind it, in the same breath. */
export const standsNear = (words: RegExp, text: string, from: number, to: number): boolean =>
  words.test(text.slice(Math.max(0, from - nearBefore), from)) ||
  words.test(text.slice(to, to + nearAfter).split(/[,。;；\n]/)[0] ?? '')

export const standsBefore = (words: RegExp, text: string, from: number): boolean =>
  words.test(
    text
      .slice(Math.max(0, from - nearBefore), from)
      .split(/[,。;；\n]/)
      .pop() ?? '',
  )

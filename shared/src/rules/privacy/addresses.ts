import { separatorClass } from './reading'

const separators = new RegExp(separatorClass, 'gu')
/** A house with the flat in it, or a lane with the house in it: where somebody lives, not only in which group. */
const home =
  /\d+弄\d+(?!\d|米|公里)|\d+(?:号楼?|幢|栋|座|号院)[东南西北]?(?:\d+单元)?(?:\d+[层楼])?\d{1,4}室|\d+(?:号楼|幢|栋)\d+单元\d{2,4}/g
/** Places where nobody lives. */
const publicPlace =
  /村委|居委|村部|办公|服务|中心|会议|活动|卫生|学校|幼儿园|医院|银行|公司|合作社|党群|窗口|大厅|仓库|超市|商铺|门面|厂房|工作站|派出所|老年室/
const lives = /住址|住在|家住|居住|户籍|现住|家庭/
const before = 10
const after = 8

/** Whether a folded text holds a full home address (住址); an office's or a meeting place's is none. */
export function hasHomeAddress(text: string): boolean {
  const close = text.replace(separators, '')
  for (const { 0: found, index = 0 } of close.matchAll(home)) {
    const ahead = close.slice(Math.max(0, index - before), index)
    const behind = close.slice(index + found.length, index + found.length + after)
    if (lives.test(ahead) || !(publicPlace.test(ahead) || publicPlace.test(behind))) return true
  }
  return false
}

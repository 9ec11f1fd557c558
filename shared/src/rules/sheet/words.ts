import { plain } from './cells'
import type { SheetLine } from './types'

const unitLine =
  /[(（]?(?:金额|计量|计价|面积)?单位[:：]((?:[百千万亿]?元|万?亩|平方米|㎡|公顷|人|户|份|元\/[月年亩]|[、，,/和])+)[)）]?/
const officeLine =
  /^[(]?(?:编制|核算|记账|填报|填表|制表|报送|公示|公布|公开|上报|主管|村组)?(?:单位|部门|村名|村居|村|乡镇|镇|(?:会计)?科目|账户|账套|月份|(?:会计)?期间)(?:名称)?(?:[(](?:盖章|公章|章)[)])?[:：]/
const signOff =
  /^[(]?(?:(?:制表|填表|编制|审核|复核|审批|经办|负责|主管|报账|记账|出纳|会计|公示|公开|公布|监督|举报|联系|村务监督|民主理财|理财|村支|支部|填报|法定代表|项目负责)[^:：,，。]{0,10}|[^:：,，。]{0,10}(?:负责人|书记|主任|审核人?|经办人?|填表人|制表人|领导|代表|监督员)|(?:填报|制表|编制|公示|公开|公布|截止|填表)?(?:日期|时间)|电话|盖章|签字|签名|村民代表|会计|出纳)[)]?(?:[(](?:签字|签章|盖章|公章|签名)[)])?[:：]/
const noteLine = /^[(（【[]?(?:注|备注|说明|附注|填表说明|填报说明|提示|备注说明)\d?[)）】\]]?[:：.、]/
const example = /^(?:#(?![A-Z\d])|※)|^[*].{6}|^[(]?(?:例|示例|举例|填写示例|样例)[)]?[:：]/
const periodLine =
  /^[(（]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:度)?(?:第?[一二三四1-4]季度|\d{1,2}月份?|[上下]半年)?(?:[-—~至到].{1,14})?[)）]?$/
const dateLine = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/
const officeName =
  /^[^:：,，。]{0,24}(?:村民委员会|村委会|居民委员会|居委会|人民政府|经济合作社|股份合作社|合作社|党支部|党总支|监督委员会|经济联合社)(?:[(](?:盖章|公章|章)[)])?[:：]?$|^[(]?(?:盖章|公章|签章|签字)[)]?$/
const continued =
  /^[(]?(?:续表?|接上表|接上页|转下页|下页续)[一二三四五六七八九十\d]*[)]?$|^第\d+页(?:[,，/]?共\d+页)?$|^-?\d+\/\d+-?$/

/** Signs without which a text is nothing of the kind. */
const telling = /[:：.．、#＃※*＊年续接转页/／]/

/** What a line beside the rows is by the words of one cell; null where it may be a row. */
export function asideOf(text: string): SheetLine['kind'] | null {
  if (!telling.test(text)) return null
  const word = plain(text)
  if (example.test(word)) return 'note'
  if (/^[(]?(?:金额|计量)?单位/.test(word) && unitIn(word) !== null) return 'unit'
  if (noteLine.test(word) || continued.test(word)) return 'note'
  if (officeLine.test(word)) return 'office'
  if (signOff.test(word)) return 'signOff'
  if (periodLine.test(word)) return 'period'
  return null
}

/** A line that only closes a table: an office's name or a date under it. */
export const isClosing = (text: string): boolean => officeName.test(plain(text)) || dateLine.test(plain(text))

/** A line that shows how to fill in the others (例：…): all of it, whatever it holds. */
export const isExample = (text: string): boolean => example.test(plain(text))

/** The unit a line states (单位：万元); null where it states none. */
export const unitIn = (text: string): string | null => unitLine.exec(plain(text))?.[1] ?? null

/** Words that headings of village tables end in. */
const headingEnd = new RegExp(
  `(?:${[
    '序号|编号|代码|编码|户号|证号|账号|号码|号|姓名|名称|户名|户主|户别|组别|小组|村组|所在组|组名|行政组|申请人|承包户|承包方|老人|受益人',
    '金额|面积|租金|资金|补贴|补助|费用|费|款|款项|单价|价格|标准|工价|合计|小计|总计|总额|余额|结余|收入|支出|预算|决算|差额|元|亩|㎡|%',
    '日期|时间|年度|年份|月份|期限|年龄|出生年月|性别|民族|关系|电话|手机|联系方式|住址|地址|地点|位置|四至',
    '项目|摘要|事由|内容|用途|来源|类别|类型|科目|指标|备注|说明|原因|理由|情况|方式|意见|结果|状态|等级|档次|职务|岗位|单位|部门',
    '人数|户数|次数|数量|份数|数|票|得分|分数|进度|比例|占比|率|层数|天数|工日|份额|股数|股份|品种|作物|物品|物资|经办|经手人|审批人|负责人|责任人|联系人|借方|贷方|方向|币别|币种|制单|过账|字号',
    '是否.{1,8}|.{1,6}人员|.{1,4}人|.{1,6}期|与户主关系|成员',
  ].join('|')})$`,
)
/** Things that stand in cells, though a heading might end in their letters. */
const cellWord =
  /^(?:第?[\d一二三四五六七八九十百]+(?:组|村组|队|号|人|户|次|元|亩|份|期|年度?|月份?)|同意.*|不同意.*|合格|男|女|是|否|无|合计|小计|总计|.{0,6}收入合计|.{0,6}支出合计)$/

/** A heading without what stands in brackets behind it. */
export const bareHeading = (label: string): string => plain(label).replace(/[(][^()]*[)]/g, '')

/** Whether a text is a word that stands above a column. */
export function isHeadingWord(text: string): boolean {
  const word = plain(text)
  if (word.length > 20 || cellWord.test(word)) return false
  return (
    /[(](?:[百千万亿]?元|万?亩|㎡|平方米|%|人|户|次|份|元\/.{1,3})[)]$/.test(word) ||
    headingEnd.test(bareHeading(word))
  )
}

/** The name of a whole table (低保公示表), not of a column. */
export const isTableName = (text: string): boolean =>
  /(?:表|公示|公告|名单|明细|名册|清册|台账|清单|花名册|公开栏|情况)(?:[(].*)?$/.test(plain(text))

export const isTitle = (text: string): boolean => plain(text).length > 8 || isTableName(text)

import type { ImportColumn, RegisterField } from '../../contract/register-imports'
import { plain } from '../sheet/cells'

/** The words that villages write above each column; the whole heading, without brackets and signs. */
const headings: readonly (readonly [RegisterField, RegExp])[] = [
  [
    'idNumber',
    /^(?:公民)?(?:居民)?(?:身份证件?|证件|居民身份)(?:号码?|证号|编号)?$|^公民身份号码?$|^身份号码?$|^(?:身份证|证件)(?:号码?)?.*号码?$/,
  ],
  [
    'household',
    /^(?:家庭)?户(?:籍)?(?:号|编号|编码|代码|码)$|^(?:户口簿?|户口本|户籍)(?:号码?|编号)$|^承包方(?:编码|代码|编号)$|^承包(?:户|合同)?(?:编码|代码|编号)$|^(?:成员户|股权户)(?:号|编号|编码)$|^家庭(?:编号|编码|户号)$/,
  ],
  [
    'head',
    /^户主(?:姓名|名称|名)?$|^户名$|^(?:承包方|承包户|成员户)?(?:代表|户主)(?:人)?(?:姓名|名称)?$|^承包方(?:代表)?(?:姓名|名称)?$|^家庭户主$/,
  ],
  [
    'relation',
    /^(?:与|和|同)?(?:承包方)?(?:户主|户主人|代表|承包方代表|家庭户主)(?:之|的)?关系$|^(?:家庭)?关系$|^与本户关系$|^称谓$/,
  ],
  [
    'name',
    /^(?:家庭)?(?:人员|村民|成员|居民|人口|本人|家庭成员|共有人)?姓名$|^名字$|^姓名[(].*[)]$|^家庭成员$/,
  ],
  ['sex', /^性别$/],
  ['birth', /^出生(?:年月日?|日期|年份|时间|年)?$|^生日$|^出生日$|^年月日$/],
  [
    'group',
    /^(?:所(?:在|属))?(?:村民)?(?:小组|村组|组别|组名|组号|组|队|生产队|队别|队组)(?:名称|编号)?$|^(?:行政|自然)组$/,
  ],
  ['area', /^(?:所(?:在|属))?(?:片区|片|网格|责任区)(?:名称|编号)?$/],
  ['row', /^(?:所(?:在|属))?(?:埭|埭名|宅|宅基|自然埭|楼组|埭[/、]?楼组|自然村|自然宅)(?:名称|编号|组)?$/],
  ['estate', /^(?:动迁|动迁安置|安置|居住|所在)?小区(?:名称)?$|^(?:动迁|安置)(?:房|基地|点|小区)$/],
  ['building', /^(?:楼|幢|楼幢|幢楼|楼栋|栋)(?:号)?$|^(?:房|幢)号$/],
  ['phone', /^(?:本人|户主|联系)?(?:手机|移动电话|联系电话|电话|联系方式|手机电话)(?:号码?)?$/],
  [
    'member',
    /^(?:是否|是不是)?(?:为|是)?(?:本)?(?:村|社|集体|集体经济组织|经济合作社|股份社|合作社)*成员(?:身份|资格|确认)?$|^成员(?:资格|身份)$/,
  ],
  ['change', /^(?:人口)?(?:变动|变更|异动|注销)(?:类型|情况|原因)?$|^(?:户籍|人员|户口)?状态$/],
  ['township', /^(?:所(?:在|属))?(?:乡镇?|镇|街道|镇街|乡镇街道)(?:名称)?$/],
  [
    'region',
    /^(?:所(?:在|属))?(?:行政)?(?:村|村居|村名|行政村|区划|村委会)(?:名称|代码|编码)?$|^(?:统计用)?区划代码$|^(?:村|行政区划)(?:代码|编码)$/,
  ],
]

/** Words of every column of a register, so that a row of them is known as a row of headings. */
export const registerHeadings: readonly string[] = [
  ...['户号', '户主', '姓名', '与户主关系', '性别', '出生日期', '出生年月', '身份证号', '组', '组别', '片区'],
  ...[
    '埭',
    '楼组',
    '小区',
    '楼号',
    '手机',
    '是否成员',
    '住址',
    '备注',
    '承包方编码',
    '民族',
    '村',
    '镇',
    '变动',
  ],
]

const bare = (label: string): string =>
  plain(label)
    .replace(/[(（[【][^()（）[\]【】]*[)）\]】]/g, '')
    .replace(/[*＊:：、.。]/g, '')

/** Which column is what; of two that are the same the first, and a second level (户主·姓名) by its last word. */
export function registerColumns(labels: readonly string[]): (RegisterField | null)[] {
  const taken = new Set<RegisterField>()
  const fields = labels.map((label) => {
    const word = bare(label)
    const field = fieldOf(word) ?? fieldOf(bare(word.split('·').at(-1) ?? ''))
    if (!field || taken.has(field)) return null
    taken.add(field)
    return field
  })
  return fields
}

const fieldOf = (word: string): RegisterField | null =>
  word === '' ? null : (headings.find(([, pattern]) => pattern.test(word))?.[0] ?? null)

/** What a field is called on screens and above the columns of the export. */
export const registerLabels: Readonly<Record<RegisterField, string>> = {
  household: '户号',
  head: '户主',
  name: '姓名',
  relation: '与户主关系',
  sex: '性别',
  birth: '出生年份',
  idNumber: '身份证号',
  group: '组',
  area: '片区',
  row: '埭/楼组',
  estate: '小区',
  building: '楼号',
  phone: '手机',
  member: '是否成员',
  change: '变动',
  region: '村',
  township: '镇',
}

/** How each column was understood, for the clerk to look at. */
export const columnsView = (
  labels: readonly string[],
  fields: readonly (RegisterField | null)[],
): ImportColumn[] =>
  labels.flatMap((label, at): ImportColumn[] => {
    const field = fields[at] ?? null
    if (label === '' && field === null) return []
    if (field === null) return [{ label, field, use: 'left', text: '不保存' }]
    if (field === 'idNumber') return [{ label, field, use: 'compared', text: '只用来核对，不保存' }]
    return [{ label, field, use: 'kept', text: registerLabels[field] }]
  })

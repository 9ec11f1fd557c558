import { type EnterpriseKind, isCreditCode, plainCreditCode, type RegisteredField } from '@hutang/shared'
import { columnsBy } from '../../../rules/headings'

/** What offices write above the columns of a list of enterprises; the whole heading, without brackets. */
const headings: readonly (readonly [RegisteredField, RegExp])[] = [
  ['creditCode', /^(?:统一)?(?:社会)?信用(?:代码|码)(?:\/?注册号)?$|^统一代码$|^(?:信用代码|税号)$/],
  [
    'name',
    /^(?:企业|单位|主体|市场主体|经营主体|合作社|经营者?|机构)?(?:\(?机构\)?)?名称$|^(?:企业|单位|字号|商户)(?:名|全称)?$/,
  ],
  ['kind', /^(?:市场|经营)?主体类型$|^(?:企业|单位|登记|公司|机构)?(?:注册)?类型$|^类别$|^组织形式$/],
  [
    'region',
    /^(?:所(?:在|属))?(?:区划|行政区划|镇村|村镇|村居|村|镇|乡镇|街道|镇街)(?:代码|名称)?$|^(?:统计用)?区划代码$|^(?:经营|注册|所在)地(?:区)?$|^所属(?:辖区|区域)$/,
  ],
  ['industry', /^(?:所属|主营|国民经济)?行业(?:代码|名称|类别|门类)?$|^国民经济行业(?:代码|分类)?$/],
  ['foundedOn', /^(?:成立|注册|设立|登记|开业)(?:日期|时间|年月日)$/],
]

export const enterpriseHeadings: readonly string[] = [
  ...['统一社会信用代码', '名称', '企业名称', '主体类型', '区划代码', '镇村', '经营地', '行业', '行业代码'],
  ...['成立日期', '注册日期', '序号', '备注', '法定代表人', '经营者', '注册资本', '经营范围', '住所'],
]

/** Which column is what. */
export const enterpriseColumns = (labels: readonly string[]): (RegisteredField | null)[] =>
  columnsBy(headings, labels)

const kindsByWord: readonly (readonly [EnterpriseKind, RegExp])[] = [
  ['familyFarm', /家庭农场/],
  ['soleTrader', /个体/],
  ['collective', /集体经济组织|经济(?:合作)?联合社|经济合作社|股份(?:经济)?合作社/],
  ['cooperative', /合作社/],
  ['organisation', /社会组织|社会团体|民办非企业|社会服务机构|基金会|协会|商会/],
  ['company', /公司|企业|合伙|独资|股份合作|有限|厂|中心/],
]

/** The second sign of a code says what was registered; 农业 registers the collectives. */
const kindsByCode: Readonly<Record<string, EnterpriseKind>> = {
  '91': 'company',
  '92': 'soleTrader',
  '93': 'cooperative',
  '51': 'organisation',
  '52': 'organisation',
  '53': 'organisation',
  N1: 'collective',
  N2: 'collective',
  N3: 'collective',
}

/** By what is written, otherwise by the name and the code; null: not told. */
export function enterpriseKindOf(written: string, name: string, code: string): EnterpriseKind | null {
  if (/家庭农场/.test(name)) return 'familyFarm'
  const said = kindsByWord.find(([, pattern]) => pattern.test(written))?.[0]
  return said ?? kindsByCode[code.slice(0, 2)] ?? null
}

/** A code as a sheet holds it: with spaces, small letters, or as a number whose digits are all there. */
export const sheetCode = (text: string): string | null => {
  const code = plainCreditCode(text.replace(/^'/, ''))
  return isCreditCode(code) ? code : null
}

import type { PolicyAudience } from './types'

/** A row: the field that a sentence is about when it has these words. The first row that fits counts. */
export type SuggestRow = readonly [field: string, words: RegExp]

/** With a number in the sentence. */
const numbersOfEnterprise: readonly SuggestRow[] = [
  ['rdPermille', /研发(?:投入|费用|经费)[^，。]*(?:占|比例|%)/],
  ['rdFen', /研发(?:投入|费用|经费)/],
  ['technicianPermille', /(?:科技|研发|技术)人员[^，。]*(?:占|比例)/],
  ['layoffPermille', /裁员率/],
  ['softwareWorks', /软件著作权/],
  ['patents', /(?:发明)?专利/],
  ['trademarks', /商标/],
  ['techContractFen', /技术合同/],
  ['onlineSalesFen', /(?:网上|网络|线上|电商)[^，。]{0,4}销售/],
  ['exportFen', /出口/],
  ['revenueFen', /营业收入|营收|销售收入|年销售额/],
  ['assetsFen', /资产总额|总资产/],
  ['equipmentFen', /设备[^，。]{0,4}(?:投入|投资|购置)/],
  ['investmentFen', /(?:项目|固定资产|盘活)[^，。]{0,6}(?:投入|投资)|投资额/],
  ['loanFen', /贷款余额|担保贷款|经营贷款/],
  ['interestFen', /利息/],
  ['contractMonths', /(?:劳动)?合同[^，。]{0,6}(?:期限|年|月)|年以上(?:劳动)?合同|签订[^，。]*合同/],
  ['insuredMonths', /(?:连续)?(?:缴纳|参加|参保)[^，。]*(?:社会保险|社保)[^，。]*(?:月|年)|连续参保/],
  ['insuredStaff', /(?:参保|参加[^，。]{0,8}保险|缴纳[^，。]{0,8}保险)[^，。]*(?:人|名)/],
  ['graduateHires', /(?:毕业生|失业青年)[^，。]*(?:人|名)/],
  ['keyGroupHires', /(?:招用|吸纳|新招)[^，。]*(?:重点群体|失业|残疾|退役军人)/],
  ['disabledStaff', /残疾(?:人)?职工|安置残疾人/],
  ['trainees', /见习/],
  ['trainedStaff', /培训[^，。]*(?:证书|取证|合格)/],
  ['staff', /从业人员|职工人数|员工|用工/],
  ['leaseYearsLeft', /租期|剩余(?:流转|租赁)?年限/],
  ['grainArea', /种粮|粮食(?:种植)?面积|种植(?:水稻|粮食)/],
  ['facilityArea', /设施(?:农业)?面积|大棚/],
  ['shopArea', /营业面积|经营场所面积|店面/],
  ['landArea', /流转面积|种植面积|经营面积|规模经营|土地面积|承包/],
  ['fertiliserTonnes', /有机肥/],
  ['livestock', /存栏|出栏/],
  ['coldStorage', /冷库|冷藏库/],
  ['memberHouseholds', /带动(?:农户)?|成员户/],
  ['guestRooms', /客房/],
  ['seats', /餐位|座位/],
  ['visitors', /接待/],
  ['exhibitions', /展会|参展|展览/],
  ['energySaved', /节能/],
  ['solarKilowatts', /光伏|装机/],
  ['certificateMonths', /证书[^，。]*(?:取得|获得|发证|颁发)|(?:取得|获得)[^，。]*证书/],
  ['ageDays', /成立[^，。]*天|设立[^，。]*天/],
  ['ageMonths', /成立|设立|开办|创办/],
]

/** Without a number. */
const factsOfEnterprise: readonly SuggestRow[] = [
  ['dishonest', /失信/],
  ['abnormal', /经营异常/],
  ['environmentPenalty', /环(?:保|境)[^，。]{0,6}处罚/],
  ['penalised', /行政处罚/],
  ['safetyAccident', /安全(?:生产)?(?:责任)?事故/],
  ['qualityIncident', /质量安全(?:事件|事故|问题)/],
  ['otherSubsidy', /别的财政补助|其他财政|同一项目|重复享受|财政资金支持/],
  ['projectFinished', /竣工|验收/],
  ['firstBusiness', /首次创业|第一次创业/],
  ['machineListed', /补贴目录/],
  ['manureHandled', /粪污/],
  ['farmInsured', /农业保险|蔬菜保险|种植保险/],
  ['traceable', /追溯/],
  ['licenceValid', /证照/],
  ['loanOverdue', /逾期/],
  ['dischargePermit', /排污/],
  ['cleanAudit', /清洁生产/],
  ['founderGroup', /创办人|创业者|负责人是/],
  ['interestFen', /已付[^，。]*利息|利息[^，。]*已付/],
  ['qualifications', /证书|认定|认证|资质|入库|称号|示范|高新技术企业|专精特新|小巨人|龙头|许可证/],
  ['size', /(?:规模为|规模是|小微企业|中小企业|小型|微型|中型)/],
  ['region', /在(?:本区|本镇|本村|[^，。在]{1,8}[镇区县村])[^，。]{0,4}(?:从事|经营|生产)/],
  ['industry', /行业代码|(?:主要)?从事[^，。]*业|(?:主要)?(?:从事|种植|种|经营)[^，。]{1,12}/],
  ['kind', /企业|个体工商户|合作社|家庭农场|集体经济组织|社会组织/],
]

const numbersOfHousehold: readonly SuggestRow[] = [
  ['incomePerHead', /人均[^，。]*收入|月收入/],
  ['members', /(?:家庭人口|几口人|家庭成员)/],
  ['grainSown', /种粮|粮食/],
  ['farmedArea', /承包地/],
  ['ownMedicalCost', /(?:自付|自费)[^，。]*医/],
  ['ageYears', /周岁|岁/],
  ['careLevel', /照护(?:评估)?[^，。]*级/],
]

const factsOfHousehold: readonly SuggestRow[] = [
  ['onlyHouse', /唯一[^，。]{0,2}住房/],
  ['machineBought', /补贴目录/],
  ['housing', /房屋[^，。]*级/],
  ['suddenHardship', /突发|火灾|车祸/],
  ['disasterLoss', /受灾|因灾|灾害/],
  ['canWork', /劳动能力/],
  ['supported', /(?:赡养|抚养|扶养)人/],
  ['livesAlone', /独居/],
  ['onlyChildLost', /独生子女[^，。]*(?:伤残|死亡)/],
  ['onlyChildCertificate', /独生子女[^，。]*(?:证|奖)/],
  ['seriousIllness', /大病|重病/],
  ['medicalInsured', /医疗保险/],
  ['staffPension', /职工养老/],
  ['service', /退役|现役|服兵役/],
  ['childCare', /孤儿|困境儿童|无人抚养/],
  ['schooling', /在读|就读|幼儿园|小学|高中/],
  ['landTaken', /征收/],
  ['landInsured', /征地保障|镇保/],
  ['hardship', /低保|特困|低收入|困难家庭/],
  ['collectiveMember', /集体经济组织成员/],
  ['hukou', /户籍|户口/],
  ['disability', /残疾/],
  ['farmedArea', /承包地/],
  ['members', /家庭为单位/],
]

export const suggestRows: Record<
  PolicyAudience,
  { numbers: readonly SuggestRow[]; facts: readonly SuggestRow[] }
> = {
  enterprise: { numbers: numbersOfEnterprise, facts: factsOfEnterprise },
  household: { numbers: numbersOfHousehold, facts: factsOfHousehold },
}

type Words = Pick<RegExp, 'test'>

/** A 小微企业 is a size, not a kind. By its words, not by looking back in a pattern: a phone before iOS 16.4 reads none. */
const company: Words = {
  test: (text) => /企业|公司/.test(text.replace(/(?:小微|中小|微型|小型|中型|龙头|新技术)企业/g, ' ')),
}

/** Words of a document that stand for a choice, beside its own words. The first that fits counts. */
export const choiceWords: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  kind: {
    company,
    soleTrader: /个体(?:工商)?户/,
    cooperative: /合作社/,
    familyFarm: /家庭农场/,
    collective: /集体经济组织/,
    organisation: /社会组织/,
  },
  size: {
    large: /大型/,
    medium: /中型|中小(?:微)?企业/,
    small: /小型|小微|中小/,
    micro: /微型|小微|中小微/,
  },
  qualifications: {
    highTech: /高新技术/,
    techSme: /科技型中小/,
    innovativeSme: /创新型中小/,
    specialised: /专精特新/,
    littleGiant: /小巨人/,
    aboveScale: /规模以上|规上/,
    modelCooperative: /示范(?:社|合作社)|合作社示范社/,
    modelFarm: /示范(?:家庭)?农场/,
    leadingFarmFirm: /龙头/,
    greenFood: /绿色食品/,
    organic: /有机(?:产品|食品|认证)/,
    geographical: /地理标志/,
    foodLicence: /食品(?:生产|经营)/,
    qualitySystem: /质量(?:管理体系|或)/,
    environmentSystem: /环境管理体系/,
    safetyStandard: /安全生产标准化/,
    greenFactory: /绿色工厂/,
  },
  founderGroup: {
    graduate: /毕业/,
    veteran: /退役军人/,
    returnee: /返乡/,
    unemployed: /失业/,
    disabled: /残疾/,
  },
  hardship: {
    minimum: /低保/,
    destitute: /特困/,
    lowIncome: /低收入/,
    expense: /支出型/,
  },
  hukou: { village: /本村|本市/, city: /本市/, elsewhere: /外地|外来/ },
  service: { veteran: /退役军人/, disabledVeteran: /退役军人|残疾军人/ },
  childCare: { orphan: /孤儿|无人抚养/, hard: /困境/, left: /留守/ },
  schooling: { nursery: /幼儿园/, compulsory: /小学|初中|义务/, high: /高中/, none: /没有上学|未入学/ },
  housing: { safe: /A级|B级/, partDanger: /C级/, danger: /D级/ },
  disability: {
    first: /一级|持有残疾证/,
    second: /二级|持有残疾证/,
    third: /三级|持有残疾证/,
    fourth: /四级|持有残疾证/,
  },
}

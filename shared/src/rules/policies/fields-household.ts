import { type FieldRow, fieldsOf, haveOrNot } from './fields.types'

/** 民生保障 items 11 to 26: what decides them. It is entered on the phone and stays there. */
const ofHousehold: readonly FieldRow[] = [
  [
    'hardship',
    'choice',
    '困难家庭类型',
    '家里是低保、特困，还是别的困难家庭？',
    {
      choices: {
        minimum: '低保家庭',
        destitute: '特困供养',
        lowIncome: '低收入家庭',
        expense: '支出型困难家庭',
        none: '都不是',
      },
    },
  ],
  ['incomePerHead', 'money', '人均月收入', '全家平均每人每月收入多少？'],
  ['members', 'integer', '家庭人口', '家里一共几口人？', { unit: '人' }],
  ['farmedArea', 'area', '承包地面积', '家里现在种着多少亩承包地？'],
  ['grainSown', 'area', '种粮面积', '今年种了多少亩粮食？'],
  ['machineBought', 'yesNo', '购买补贴目录内农机', '今年要买补贴目录里的农机吗？'],
  [
    'housing',
    'choice',
    '房屋安全等级',
    '房屋鉴定过吗？是哪一级？',
    { choices: { safe: 'A级或B级', partDanger: 'C级（局部危险）', danger: 'D级（整栋危险）' } },
  ],
  ['onlyHouse', 'yesNo', '唯一住房', '这是家里唯一的住房吗？'],
  ['ownMedicalCost', 'money', '自付医疗费', '今年全家自己掏了多少医药费？'],
  [
    'suddenHardship',
    'yesNo',
    '突发困难',
    '最近有没有遇到火灾、车祸、大病这样的突发困难？',
    { choices: haveOrNot },
  ],
  ['disasterLoss', 'yesNo', '受灾损失', '今年家里受过灾吗？', { choices: haveOrNot }],
  ['landTaken', 'yesNo', '土地被征收', '家里的承包地被征收过吗？'],
]

const ofPerson: readonly FieldRow[] = [
  ['bornOn', 'date', '出生日期', '是哪年哪月哪天生的？'],
  ['ageYears', 'integer', '年龄', '是哪年哪月哪天生的？', { unit: '周岁', asks: ['bornOn'] }],
  ['sex', 'choice', '性别', '是男是女？', { choices: { male: '男', female: '女' } }],
  [
    'hukou',
    'choice',
    '户口',
    '户口在哪里？',
    { choices: { village: '本村', city: '本市别处', elsewhere: '外地' } },
  ],
  ['collectiveMember', 'yesNo', '本村集体经济组织成员', '是本村集体经济组织的成员吗？'],
  ['landInsured', 'yesNo', '征地保障', '参加了征地保障（镇保）吗？'],
  [
    'disability',
    'choice',
    '残疾等级',
    '有残疾证吗？是几级？',
    { choices: { none: '没有', first: '一级', second: '二级', third: '三级', fourth: '四级' } },
  ],
  [
    'employment',
    'choice',
    '就业状况',
    '现在在做什么？',
    {
      choices: {
        employed: '上班',
        flexible: '灵活就业',
        farming: '务农',
        unemployed: '登记失业',
        student: '上学',
        retired: '退休',
        none: '没有工作',
      },
    },
  ],
  ['pensionInsured', 'yesNo', '城乡居民养老保险', '参加了城乡居民养老保险吗？'],
  ['medicalInsured', 'yesNo', '城乡居民医疗保险', '参加了城乡居民医疗保险吗？'],
  ['staffPension', 'yesNo', '职工养老金', '领职工养老金吗？'],
  ['seriousIllness', 'yesNo', '大病', '得了大病吗（如肿瘤、尿毒症）？', { choices: haveOrNot }],
  ['canWork', 'yesNo', '劳动能力', '还能干活吗？'],
  ['supported', 'yesNo', '法定赡养、抚养人', '有法定的赡养人或抚养人吗？', { choices: haveOrNot }],
  ['livesAlone', 'yesNo', '独居', '是一个人住吗？'],
  ['careLevel', 'integer', '照护评估等级', '做过老年照护评估吗？是几级（没评填0）？', { unit: '级' }],
  [
    'service',
    'choice',
    '优抚身份',
    '是退役军人或烈军属吗？',
    {
      choices: {
        disabledVeteran: '残疾军人',
        veteran: '退役军人',
        martyrFamily: '烈士遗属',
        soldierFamily: '现役军人家属',
        none: '都不是',
      },
    },
  ],
  [
    'schooling',
    'choice',
    '就学',
    '现在读什么学校？',
    {
      choices: {
        nursery: '幼儿园',
        compulsory: '小学或初中',
        high: '高中或中职',
        college: '大学',
        none: '不在读',
      },
    },
  ],
  [
    'childCare',
    'choice',
    '儿童情况',
    '孩子是不是没人照看，或者父母都在外地？',
    { choices: { orphan: '孤儿或事实无人抚养', hard: '困境儿童', left: '留守儿童', none: '都不是' } },
  ],
  ['birthRegistered', 'yesNo', '生育登记', '办过生育登记吗？'],
  ['babyBornOn', 'date', '孩子出生日期', '孩子是哪一天出生的？'],
  ['babyMonths', 'months', '孩子月龄', '孩子是哪一天出生的？', { asks: ['babyBornOn'] }],
  ['onlyChildCertificate', 'yesNo', '独生子女父母光荣证', '有独生子女父母光荣证吗？', { choices: haveOrNot }],
  ['onlyChildLost', 'yesNo', '独生子女伤残或死亡', '独生子女是否伤残或已不在？'],
]

export const householdFields = [...fieldsOf('household', ofHousehold), ...fieldsOf('person', ofPerson)]

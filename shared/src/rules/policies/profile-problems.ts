import type { FieldProblem } from '../../errors'
import { gateFields, gateKey } from '../privacy'
import { visibleText } from '../visible-text'
import { creditCodeProblem } from './credit-code'
import { isPolicyDate, yearOf } from './dates'
import { policyField } from './fields'
import { qualificationWords } from './fields-enterprise'
import { industryCode } from './industry-code'
import { valueProblem } from './profile-values'
import type { EnterpriseProfile, FactValue, Qualification, YearFigures } from './types'

const own = new Set(['kind', 'region', 'industry', 'foundedOn', 'size', 'qualifications'])
const figures = new Set(['staff', 'revenueFen', 'assetsFen'])
const oldestYear = 1990

const asProblem = (field: string, message: string | null): FieldProblem[] =>
  message === null ? [] : [{ field, message }]

/** The values of a record by field, each of a kind that may stand there. */
function recordProblems(
  at: string,
  values: Readonly<Record<string, FactValue | null | undefined>>,
  belongs: (name: string) => boolean,
): FieldProblem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const field = policyField('enterprise', name)
    if (!field || field.asks[0] !== name || own.has(name) || figures.has(name) || !belongs(name))
      return [{ field: `${at}.${name}`, message: '没有这一项，请刷新后再填。' }]
    return value === null || value === undefined ? [] : asProblem(`${at}.${name}`, valueProblem(field, value))
  })
}

function yearProblems(years: readonly YearFigures[], day: string): FieldProblem[] {
  const perYear = (name: string) => (policyField('enterprise', name)?.perYear ?? null) !== null
  return years.flatMap((of, at) => {
    const field = `years.${of.year}`
    const twice = years.findIndex(({ year }) => year === of.year) < at
    const money: FieldProblem[] = (['staff', 'revenueFen', 'assetsFen'] as const).flatMap((name) => {
      const about = policyField('enterprise', name)
      return about && of[name] !== null ? asProblem(`${field}.${name}`, valueProblem(about, of[name])) : []
    })
    return [
      ...(twice ? [{ field: `${field}.year`, message: `${of.year}年填了两遍。` }] : []),
      ...(of.year < oldestYear || of.year > yearOf(day)
        ? [{ field: `${field}.year`, message: `年份：请填到${yearOf(day)}年为止的年份。` }]
        : []),
      ...money,
      ...recordProblems(`${field}.others`, of.others, perYear),
    ]
  })
}

const dayProblem = (title: string, value: string | null, notAfter: string | null): string | null => {
  if (value === null) return null
  if (!isPolicyDate(value)) return `${title}：没有这一天，请写成2024-03-01这样。`
  return notAfter !== null && value > notAfter ? `${title}：还没有到这一天。` : null
}

const qualificationProblems = (all: readonly Qualification[], day: string): FieldProblem[] =>
  all.flatMap(({ kind, number, from, to }, at) => {
    const field = `qualifications.${at}`
    return [
      ...(kind in qualificationWords
        ? []
        : [{ field: `${field}.kind`, message: '资质：请从列出的里面选。' }]),
      ...asProblem(`${field}.from`, dayProblem('发证日期', from, day)),
      ...asProblem(`${field}.to`, dayProblem('到期日期', to, null)),
      ...(from !== null && to !== null && to < from
        ? [{ field: `${field}.to`, message: '到期日期：不能早于发证日期。' }]
        : []),
      ...gateFields([{ field: `${field}.number`, title: '证书编号', text: number }]),
    ]
  })

const receivedProblems = ({ received }: EnterpriseProfile, day: string): FieldProblem[] =>
  (received ?? []).flatMap(({ policy, on }, at) => [
    ...gateKey({ field: `received.${at}.policy`, title: '政策', text: policy }),
    ...asProblem(`received.${at}.on`, dayProblem('领到的日期', on, day)),
  ])

function nameProblem(name: string): string | null {
  if (visibleText(name) === '') return '名称：不能为空。'
  return visibleText(name) === name && name.length <= 80 ? null : '名称：有看不见的字或太长，请重新填。'
}

/** What is wrong with a profile on a day, each with its field. What is unknown is never wrong. */
export function profileProblems(profile: EnterpriseProfile, day: string): FieldProblem[] {
  const { creditCode, name, industries, foundedOn, qualifications, years, others } = profile
  const kind = policyField('enterprise', 'kind')
  const timeless = (one: string) => policyField('enterprise', one)?.perYear === null
  return [
    ...(creditCode === null ? [] : asProblem('creditCode', creditCodeProblem(creditCode))),
    ...asProblem('name', nameProblem(name)),
    ...gateFields([{ field: 'name', title: '名称', text: name }]),
    ...(profile.kind && kind ? asProblem('kind', valueProblem(kind, profile.kind)) : []),
    ...(industries ?? []).flatMap((code, at) =>
      industryCode(code) === null
        ? [{ field: `industries.${at}`, message: '行业：没有这个代码，请从列出的里面选。' }]
        : [],
    ),
    ...asProblem('foundedOn', dayProblem('成立日期', foundedOn, day)),
    ...qualificationProblems(qualifications ?? [], day),
    ...yearProblems(years, day),
    ...recordProblems('others', others, timeless),
    ...receivedProblems(profile, day),
  ]
}

import type { EnterpriseAnswers, EnterpriseProfileChange } from '../../contract/enterprise-profile'
import type { FieldProblem } from '../../errors'
import { yearOf } from './dates'
import { keptAnswer } from './facts'
import { policyField } from './fields'
import type { PolicyField } from './fields.types'
import { valueProblem } from './profile-values'
import type { EnterpriseKind, EnterpriseProfile, FactValue, SizeClass, YearFigures } from './types'

/** Nothing is known but what it is called. */
export const blankProfile = (name: string): EnterpriseProfile => ({
  creditCode: null,
  name,
  kind: null,
  region: null,
  industries: null,
  foundedOn: null,
  sizeOverride: null,
  qualifications: null,
  years: [],
  others: {},
  received: null,
  wishes: [],
})

const known = <T>(of: Readonly<Record<string, T | null | undefined>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value] as const],
    ),
  )

const isEmpty = ({ staff, revenueFen, assetsFen, others }: YearFigures): boolean =>
  staff === null && revenueFen === null && assetsFen === null && Object.keys(others).length === 0

/** Those years as they are given now; the newest first, and none without a figure. */
function withYears(years: readonly YearFigures[], given: readonly YearFigures[]): YearFigures[] {
  const byYear = new Map([...years, ...given].map((one) => [one.year, { ...one, others: known(one.others) }]))
  return [...byYear.values()].filter((one) => !isEmpty(one)).sort((a, b) => b.year - a.year)
}

/** A part of a profile laid over it. */
export function changedProfile(
  profile: EnterpriseProfile,
  { years, others, ...rest }: EnterpriseProfileChange,
): EnterpriseProfile {
  return {
    ...profile,
    ...rest,
    ...(years ? { years: withYears(profile.years, years) } : {}),
    ...(others ? { others: known({ ...profile.others, ...others }) } : {}),
  }
}

const filledYear = (own: YearFigures, from: YearFigures | undefined): YearFigures => ({
  year: own.year,
  staff: own.staff ?? from?.staff ?? null,
  revenueFen: own.revenueFen ?? from?.revenueFen ?? null,
  assetsFen: own.assetsFen ?? from?.assetsFen ?? null,
  others: { ...from?.others, ...known(own.others) },
})

/** What is unknown in one, as another knows it. */
export function filledProfile(profile: EnterpriseProfile, from: EnterpriseProfile): EnterpriseProfile {
  return {
    ...from,
    ...known({ ...profile }),
    years: withYears(
      from.years,
      profile.years.map((own) =>
        filledYear(
          own,
          from.years.find(({ year }) => year === own.year),
        ),
      ),
    ),
    others: { ...from.others, ...profile.others },
    wishes: profile.wishes.length > 0 ? profile.wishes : from.wishes,
  }
}

const noFigures = (year: number): YearFigures => ({
  year,
  staff: null,
  revenueFen: null,
  assetsFen: null,
  others: {},
})

function withFigure(
  profile: EnterpriseProfile,
  { name, perYear }: PolicyField,
  value: FactValue | null,
  day: string,
): EnterpriseProfile {
  const year = yearOf(day) - (perYear === 'last' ? 1 : 0)
  const before = profile.years.find((one) => one.year === year) ?? noFigures(year)
  const own = name === 'staff' || name === 'revenueFen' || name === 'assetsFen'
  const after = own
    ? { ...before, [name]: value }
    : { ...before, others: { ...before.others, [name]: value as number | boolean | null } }
  return { ...profile, years: withYears(profile.years, [after]) }
}

const textsOf = (value: FactValue | null): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? [...value] : []

/** The main industry, before the others that it has. */
function withIndustry(profile: EnterpriseProfile, value: FactValue | null): EnterpriseProfile {
  const given = textsOf(value)
  const others = (profile.industries ?? []).slice(1).filter((code) => !given.includes(code))
  return { ...profile, industries: value === null ? null : [...given, ...others] }
}

/** Those that are held, each with what is known of it already. */
function withQualifications(profile: EnterpriseProfile, value: FactValue | null): EnterpriseProfile {
  const held = profile.qualifications ?? []
  const qualifications = textsOf(value).flatMap((kind) => {
    const before = held.filter((one) => one.kind === kind)
    return before.length > 0 ? before : [{ kind, number: '', from: null, to: null }]
  })
  return { ...profile, qualifications: value === null ? null : qualifications }
}

function answered(
  profile: EnterpriseProfile,
  field: PolicyField,
  value: FactValue | null,
  day: string,
): EnterpriseProfile {
  switch (field.name) {
    case 'kind':
      return { ...profile, kind: value as EnterpriseKind | null }
    case 'region':
      return { ...profile, region: textsOf(value)[0] ?? null }
    case 'industry':
      return withIndustry(profile, value)
    case 'foundedOn':
      return { ...profile, foundedOn: value as string | null }
    case 'size':
      return { ...profile, sizeOverride: value as SizeClass | null }
    case 'qualifications':
      return withQualifications(profile, value)
  }
  if (field.perYear) return withFigure(profile, field, value, day)
  const kept = value === null ? { field: field.name, value } : keptAnswer(field.name, value, day)
  return changedProfile(profile, { others: { [kept.field]: kept.value } })
}

/** Why a field is not answered itself. */
function unasked(name: string): FieldProblem | null {
  const field = policyField('enterprise', name)
  const at = `answers.${name}`
  if (!field) return { field: at, message: '没有这一项，请刷新后再填。' }
  const [asked] = field.asks
  const title = asked === undefined ? '' : policyField('enterprise', asked)?.title
  return asked === name ? null : { field: at, message: `${field.title}是算出来的，请填${title}。` }
}

/** Answers to questions laid over a profile on a day; a wrong one is left out, and named. */
export function answeredProfile(
  profile: EnterpriseProfile,
  answers: EnterpriseAnswers,
  day: string,
): { profile: EnterpriseProfile; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  let after = profile
  for (const [name, value] of Object.entries(answers)) {
    const field = policyField('enterprise', name)
    const message = field && value !== null ? valueProblem(field, value) : null
    const problem = unasked(name) ?? (message === null ? null : { field: `answers.${name}`, message })
    if (problem) problems.push(problem)
    else if (field) after = answered(after, field, value, day)
  }
  return { profile: after, problems }
}

import { daysFrom, isPolicyDate, monthsFrom, plusDays, plusMonths, yearOf } from './dates'
import { policyField, policyFields } from './fields'
import { produceCertificates } from './fields-enterprise'
import { sizeOf } from './sizes'
import type { EnterpriseProfile, Facts, FactValue, Qualification, YearFigures } from './types'

/**
 * The year whose figures a condition uses: the last that has ended, and for what is counted in the year that is running,
 * that one. A figure of an older year says nothing about now.
 */
const yearFor = (perYear: 'last' | 'this', day: string): number => yearOf(day) - (perYear === 'last' ? 1 : 0)

function figureOf(of: YearFigures, name: string): number | boolean | null {
  if (name === 'staff' || name === 'revenueFen' || name === 'assetsFen') return of[name]
  return of.others[name] ?? null
}

const figuresByYear = policyFields('enterprise').flatMap(({ name, perYear }) =>
  perYear ? [{ name, perYear }] : [],
)

/** Every figure of its year that is known on a day. */
function yearlyFacts(years: readonly YearFigures[], day: string): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {}
  for (const { name, perYear } of figuresByYear) {
    const of = years.find(({ year }) => year === yearFor(perYear, day))
    const value = of ? figureOf(of, name) : null
    if (value !== null) facts[name] = value
  }
  return facts
}

/** Fields that were known of an earlier year and are not of the one that counts now: asked once. */
export function staleFields({ years }: Pick<EnterpriseProfile, 'years'>, day: string): string[] {
  const now = yearlyFacts(years, day)
  return figuresByYear.flatMap(({ name, perYear }) => {
    const older = years.some((of) => of.year < yearFor(perYear, day) && figureOf(of, name) !== null)
    return older && now[name] === undefined ? [name] : []
  })
}

const isValid = ({ from, to }: Qualification, day: string): boolean =>
  (from === null || from <= day) && (to === null || to >= day)

function qualificationFacts(held: readonly Qualification[] | null, day: string): Record<string, FactValue> {
  if (!held) return {}
  const valid = held.filter((one) => isValid(one, day))
  const issued = valid
    .flatMap(({ kind, from }) => (from !== null && produceCertificates.includes(kind) ? [from] : []))
    .sort()
    .at(-1)
  return {
    qualifications: [...new Set(valid.map(({ kind }) => kind))],
    ...(issued ? { certificateIssuedOn: issued } : {}),
  }
}

/** What follows from days that are known, and changes as time passes. */
function agesOf(facts: Facts, day: string): Record<string, FactValue> {
  const { foundedOn, certificateIssuedOn, leaseEnd, bornOn, babyBornOn } = facts
  const since = (from: FactValue | undefined): from is string => isPolicyDate(from) && from <= day
  return {
    ...(since(foundedOn) ? { ageMonths: monthsFrom(foundedOn, day), ageDays: daysFrom(foundedOn, day) } : {}),
    ...(since(certificateIssuedOn) ? { certificateMonths: monthsFrom(certificateIssuedOn, day) } : {}),
    // The last day of a lease counts: it ends as that day does.
    ...(isPolicyDate(leaseEnd) ? { leaseYearsLeft: monthsFrom(day, plusDays(leaseEnd, 1)) / 12 } : {}),
    ...(since(bornOn) ? { ageYears: Math.floor(monthsFrom(bornOn, day) / 12) } : {}),
    ...(since(babyBornOn) ? { babyMonths: monthsFrom(babyBornOn, day) } : {}),
  }
}

function sizeFact(profile: EnterpriseProfile, yearly: Facts): Record<string, FactValue> {
  if (profile.sizeOverride) return { size: profile.sizeOverride }
  const figure = (name: string) => (typeof yearly[name] === 'number' ? yearly[name] : null)
  const answer = sizeOf(profile.industries?.[0] ?? null, {
    staff: figure('staff'),
    revenueFen: figure('revenueFen'),
    assetsFen: figure('assetsFen'),
  })
  if (answer.kind === 'notApplicable' || answer.sizes.length === 4) return {}
  const [only, ...more] = answer.sizes
  return only && more.length === 0 ? { size: only } : { size: answer.sizes }
}

const known = (facts: Record<string, FactValue | null | undefined>): Record<string, FactValue> =>
  Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, FactValue] => entry[1] !== null && entry[1] !== undefined,
    ),
  )

/**
 * What is known of an enterprise on a day. Absent is unknown. A choice that is a list is one of those listed, not yet
 * known which: a firm of ten people is 小型 or 微型 before its revenue is known.
 */
export function factsOf(profile: EnterpriseProfile, day: string): Facts {
  const yearly = yearlyFacts(profile.years, day)
  const others = Object.entries(profile.others).filter(([name]) => {
    const field = policyField('enterprise', name)
    return field !== undefined && field.perYear === null
  })
  const facts = known({
    ...Object.fromEntries(others),
    ...yearly,
    ...qualificationFacts(profile.qualifications, day),
    kind: profile.kind,
    region: profile.region,
    industry: profile.industries && profile.industries.length > 0 ? profile.industries : null,
    foundedOn: profile.foundedOn,
  })
  return { ...facts, ...sizeFact(profile, yearly), ...agesOf(facts, day) }
}

/** What somebody entered about a household and one of its people, with what follows from it on a day. */
export const householdFacts = (household: Facts, person: Facts, day: string): Facts => {
  const facts = { ...household, ...person }
  return { ...facts, ...agesOf(facts, day) }
}

/** An answer as it is kept: a lease of five more years by its last day, so that it runs out by itself. */
export const keptAnswer = (
  field: string,
  value: FactValue,
  day: string,
): { field: string; value: FactValue } =>
  field === 'leaseYearsLeft' && typeof value === 'number'
    ? { field: 'leaseEnd', value: plusDays(plusMonths(day, Math.floor(value * 12 + 1e-9)), -1) }
    : { field, value }

import { daysFrom, isPolicyDate, monthsFrom, plusDays, plusMonths, yearOf } from './dates'
import { policyFields } from './fields'
import { produceCertificates } from './fields-enterprise'
import { sizeOf } from './sizes'
import {
  type EnterpriseProfile,
  type Facts,
  type FactValue,
  type Qualification,
  sizeClasses,
  type YearFigures,
} from './types'

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

type Known = Record<string, FactValue>

/** Every figure of its year that is known on a day. */
function yearlyFacts(years: readonly YearFigures[], day: string): Known {
  const facts: Known = {}
  const last = years.find(({ year }) => year === yearFor('last', day))
  const running = years.find(({ year }) => year === yearFor('this', day))
  for (const { name, perYear } of figuresByYear) {
    const of = perYear === 'last' ? last : running
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

function addQualifications(facts: Known, held: readonly Qualification[] | null, day: string): void {
  if (!held) return
  const valid = held.filter((one) => isValid(one, day))
  facts.qualifications = [...new Set(valid.map(({ kind }) => kind))]
  for (const { kind, from } of valid) {
    const newest = facts.certificateIssuedOn
    if (from === null || !produceCertificates.includes(kind)) continue
    if (typeof newest !== 'string' || from > newest) facts.certificateIssuedOn = from
  }
}

/** What follows from days that are known, and changes as time passes. */
function addAges(facts: Known, day: string): void {
  const { foundedOn, certificateIssuedOn, leaseEnd, bornOn, babyBornOn } = facts
  const since = (from: FactValue | undefined): from is string => isPolicyDate(from) && from <= day
  if (since(foundedOn)) {
    facts.ageMonths = monthsFrom(foundedOn, day)
    facts.ageDays = daysFrom(foundedOn, day)
  }
  if (since(certificateIssuedOn)) facts.certificateMonths = monthsFrom(certificateIssuedOn, day)
  // The last day of a lease counts: it ends as that day does.
  if (isPolicyDate(leaseEnd)) facts.leaseYearsLeft = monthsFrom(day, plusDays(leaseEnd, 1)) / 12
  if (since(bornOn)) facts.ageYears = Math.floor(monthsFrom(bornOn, day) / 12)
  if (since(babyBornOn)) facts.babyMonths = monthsFrom(babyBornOn, day)
}

function addSize(facts: Known, { sizeOverride, industries }: EnterpriseProfile): void {
  if (sizeOverride) {
    facts.size = sizeOverride
    return
  }
  const figure = (value: FactValue | undefined) => (typeof value === 'number' ? value : null)
  const { staff, revenueFen, assetsFen } = facts
  const answer = sizeOf(industries?.[0] ?? null, {
    staff: figure(staff),
    revenueFen: figure(revenueFen),
    assetsFen: figure(assetsFen),
  })
  if (answer.kind === 'notApplicable' || answer.sizes.length === sizeClasses.length) return
  const [only, ...more] = answer.sizes
  facts.size = only && more.length === 0 ? only : answer.sizes
}

const timeless = new Set(
  policyFields('enterprise').flatMap(({ name, perYear }) => (perYear === null ? [name] : [])),
)

/**
 * What is known of an enterprise on a day. Absent is unknown. A choice that is a list is one of those listed, not yet
 * known which: a firm of ten people is 小型 or 微型 before its revenue is known.
 */
export function factsOf(profile: EnterpriseProfile, day: string): Facts {
  const { kind, region, industries, foundedOn, others, qualifications, years } = profile
  const facts = yearlyFacts(years, day)
  for (const name in others) {
    const value = others[name]
    if (value !== undefined && value !== null && timeless.has(name)) facts[name] = value
  }
  if (kind) facts.kind = kind
  if (region) facts.region = region
  if (industries && industries.length > 0) facts.industry = industries
  if (foundedOn) facts.foundedOn = foundedOn
  addQualifications(facts, qualifications, day)
  addSize(facts, profile)
  addAges(facts, day)
  return facts
}

/** What somebody entered about a household and one of its people, with what follows from it on a day. */
export const householdFacts = (household: Facts, person: Facts, day: string): Facts => {
  const facts: Known = {}
  for (const [name, value] of Object.entries({ ...household, ...person }))
    if (value !== undefined && value !== null) facts[name] = value
  addAges(facts, day)
  return facts
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

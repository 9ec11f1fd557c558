import {
  type ApplyWindow,
  type Condition,
  type EnterpriseProfile,
  enterpriseKinds,
  type FactValue,
  type MatchedPolicy,
  type PolicyField,
  plusDays,
  policyField,
  policyFields,
  type Qualification,
  qualificationWords,
  type Repeat,
  type Rule,
  sizeClasses,
} from '@hutang/shared'

/** Policies and enterprises from a seed, for the bench and the properties of matching. */
export const matchDay = '2026-11-26'

export type Random = () => number

export function randomFrom(seed: number): Random {
  let at = seed >>> 0
  return () => {
    at = (at + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const below = (random: Random, most: number): number => Math.floor(random() * most)
const oneOf = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T
const someOf = <T>(random: Random, values: readonly T[], share: number): T[] => {
  const taken = values.filter(() => random() < share)
  return taken.length > 0 ? taken : [oneOf(random, values)]
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
const towns = Array.from({ length: 12 }, (_, at) => `310116${pad(101 + at, 3)}`)
const villages = towns.flatMap((town) => Array.from({ length: 20 }, (_, at) => `${town}${pad(200 + at, 3)}`))
const letters = ['A', 'C', 'F', 'G', 'H', 'I', 'M']
const divisions = [
  'A01',
  'A03',
  'A05',
  'C13',
  'C14',
  'C34',
  'C35',
  'F51',
  'F52',
  'G54',
  'H61',
  'H62',
  'I65',
  'M73',
]
const industries = divisions.flatMap((one) => [
  one,
  ...[1, 2, 3, 4, 5].map((at) => `${one}${at}`),
  `${one}19`,
])
const marks = Object.keys(qualificationWords)

const founded = (random: Random): string => plusDays('2005-01-01', below(random, 7_990))
const lately = (random: Random): string => plusDays('2023-01-01', below(random, 1_425))
const soon = (random: Random): string => plusDays('2026-06-01', below(random, 2_000))

/** Figures are spread evenly from 0 to this. */
const mostFigure = 1_000

function someValue(random: Random, { name, kind, choices }: PolicyField): FactValue {
  switch (kind) {
    case 'choice':
      return oneOf(random, choices ?? []).value
    case 'yesNo':
      return random() < 0.15
    case 'date':
      return name === 'leaseEnd' ? soon(random) : founded(random)
    case 'set':
      return someOf(random, marks, 0.2)
    case 'code':
      return [oneOf(random, industries)]
    default:
      return below(random, mostFigure)
  }
}

const apart = ['kind', 'region', 'industry', 'foundedOn', 'size', 'qualifications']
const reckoned = ['ageMonths', 'ageDays', 'certificateMonths', 'leaseYearsLeft', 'certificateIssuedOn']
const timeless = policyFields('enterprise').filter(
  ({ name, perYear }) => perYear === null && !apart.includes(name),
)
const yearly = policyFields('enterprise').filter(({ perYear }) => perYear !== null)

function qualification(random: Random): Qualification {
  const from = random() < 0.1 ? null : lately(random)
  return {
    kind: oneOf(random, marks),
    number: '',
    from,
    to: random() < 0.3 ? null : plusDays(from ?? '2025-01-01', below(random, 1_500)),
  }
}

/** One in ten values is not known. */
export function randomProfile(random: Random, policies: number): EnterpriseProfile {
  const known = <T>(make: () => T): T | null => (random() < 0.1 ? null : make())
  const figures = (year: number) => ({
    year,
    staff: known(() => below(random, 400)),
    revenueFen: known(() => below(random, 60_000) * 1_000_000),
    assetsFen: known(() => below(random, 60_000) * 1_000_000),
    others: Object.fromEntries(
      yearly.map((field) => [field.name, known(() => someValue(random, field) as number)]),
    ),
  })
  const others: Record<string, FactValue> = {}
  for (const field of timeless) {
    // What follows from a day is seldom stated by itself.
    const value = known(() => someValue(random, field))
    if (value !== null && (!reckoned.includes(field.name) || random() < 0.1)) others[field.name] = value
  }
  return {
    creditCode: null,
    name: '',
    kind: known(() => oneOf(random, enterpriseKinds)),
    region: known(() => (random() < 0.9 ? oneOf(random, villages) : oneOf(random, towns))),
    industries: known(() => Array.from({ length: 1 + below(random, 2) }, () => oneOf(random, industries))),
    foundedOn: known(() => founded(random)),
    sizeOverride: random() < 0.05 ? oneOf(random, sizeClasses) : null,
    qualifications: known(() => Array.from({ length: below(random, 7) }, () => qualification(random))),
    years: [figures(2025), figures(2026)],
    others,
    received:
      random() < 0.2
        ? Array.from({ length: 1 + below(random, 2) }, () => ({
            policy: policyKey(below(random, policies)),
            on: lately(random),
            fen: null,
          }))
        : null,
    wishes: [],
  }
}

export const policyKey = (at: number): string => `p${at}`

type Asked = Pick<Condition, 'op' | 'value'>

function numberAsked(random: Random, op: Condition['op'], most: number): Asked {
  const low = Math.floor(most * 0.25 * random())
  if (op === 'between') return { op, value: [low, most - Math.floor(most * 0.2 * random())] }
  return { op, value: op === 'gte' || op === 'gt' ? low : most - low }
}

const mostOf: Record<string, number> = {
  ageMonths: 260,
  ageDays: 8_000,
  certificateMonths: 45,
  leaseYearsLeft: 5,
  staff: 400,
}

/** What most enterprises meet: of eight conditions many still leave few. */
function asked(random: Random, { name, kind, ops, choices }: PolicyField): Asked {
  const op = oneOf(random, ops)
  switch (kind) {
    case 'choice':
      return {
        op,
        value: someOf(
          random,
          (choices ?? []).map(({ value }) => value),
          0.85,
        ),
      }
    case 'yesNo':
      return { op, value: random() < 0.15 }
    case 'date':
      return {
        op,
        value:
          op === 'before'
            ? plusDays('2022-01-01', below(random, 1_700))
            : plusDays('2005-01-01', below(random, 2_500)),
      }
    case 'set':
      return { op, value: op === 'has' ? someOf(random, marks, 0.5) : [oneOf(random, marks)] }
    case 'code':
      return name === 'region'
        ? {
            op,
            value: random() < 0.7 ? ['310116'] : someOf(random, [...towns, ...villages.slice(0, 20)], 0.7),
          }
        : { op, value: random() < 0.5 ? someOf(random, letters, 0.8) : someOf(random, divisions, 0.8) }
    default:
      return numberAsked(random, op, /Fen$/.test(name) ? 6e10 : (mostOf[name] ?? mostFigure))
  }
}

/** As rules are in truth: who, where, what and since when first. */
const usual = ['kind', 'region', 'industry', 'ageMonths', 'qualifications', 'size', 'dishonest', 'abnormal']
const every = policyFields('enterprise').filter(({ ops }) => ops.length > 0)
const common = usual.flatMap((name) => policyField('enterprise', name) ?? [])

function condition(random: Random): Condition {
  const field = oneOf(random, random() < 0.4 ? common : every)
  return {
    field: field.name,
    ...asked(random, field),
    hard: random() < 0.92,
    sourceText: '',
    ...(random() < 0.05 && { on: 'windowEnd' as const }),
  }
}

/** 4 to 12 conditions, some of them in groups and groups of groups. */
export function randomRule(random: Random): Rule {
  let left = 4 + below(random, 9)
  const all: (Rule | Condition)[] = []
  const next = () => {
    left -= 1
    return condition(random)
  }
  while (left > 0) {
    const what = random()
    if (what < 0.7 || left < 2) all.push(next())
    else if (what < 0.85) all.push({ any: [next(), next()] })
    else if (what < 0.92) all.push({ none: [rare(next())] })
    else if (left > 2) all.push({ any: [{ all: [next(), next()] }, { none: [next()] }] })
  }
  return { all }
}

/** Under 不得有 stands what few have. */
const rare = (one: Condition): Condition =>
  one.op === 'gte' || one.op === 'gt'
    ? { ...one, op: one.op === 'gte' ? 'lt' : 'lte' }
    : one.op === 'is'
      ? { ...one, value: true }
      : one

const repeats: readonly Repeat[] = [
  { kind: 'yearly' },
  { kind: 'once' },
  { kind: 'unlimited' },
  { kind: 'years', years: 3 },
]

const applyWindow = (random: Random): ApplyWindow =>
  random() < 0.6
    ? { kind: 'dates', from: '2026-10-01', to: plusDays('2026-11-01', 3 * below(random, 60)) }
    : { kind: 'always' }

export const randomPolicy = (random: Random, at: number, policies: number): MatchedPolicy => ({
  key: policyKey(at),
  rule: randomRule(random),
  repeat: oneOf(random, repeats),
  excludes: random() < 0.1 ? [policyKey(below(random, policies))] : [],
  window: applyWindow(random),
  ...(random() < 0.1 && { availability: { extendedTo: plusDays(matchDay, below(random, 400)) } }),
})

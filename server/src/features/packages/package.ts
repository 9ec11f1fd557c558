import {
  type Api,
  conditionsOf,
  type EnterpriseProfile,
  type Facts,
  figureDoubts,
  mostOfAll,
  mostWords,
  type NameOfCode,
  type Need,
  policyQuestions,
  questionWords,
  staleFields,
  subjectOf,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { industryName } from '../enterprises'
import { policyLine } from '../policies'
import { refOf, regionRefs } from '../regions'
import { entryView, type Fit, fitOf, statusOn } from './entry'
import { newsOf, type Seen } from './news.rules'
import { holdsIn, policiesByRule } from './policies'
import { isAlive, type Standing, standingOf } from './standing'

export type PackageView = Api['POST /api/package']['response']

/** So many are shown, and so many questions asked: more nobody reads. */
const mostEntries = 60
const mostQuestions = 8

const rank = { eligible: 0, possible: 1, received: 2, notEligible: 3 } as const
const late = '9999'

/** What can be applied for before what cannot; of that what closes first, and of the same day the newest. */
const byUse = (a: Fit, b: Fit): number =>
  rank[a.matched.outcome] - rank[b.matched.outcome] ||
  Number(isAlive(b.status)) - Number(isAlive(a.status)) ||
  (a.status.closesOn ?? late).localeCompare(b.status.closesOn ?? late)

interface Asking {
  day: string
  /** Comes first where it is looked for. */
  needs?: readonly Need[]
  seen?: Seen | null
}

/** 政策包: everything that fits an enterprise on a day. */
export async function packageOf(
  deps: Deps,
  profile: EnterpriseProfile,
  { day, needs = [], seen = null }: Asking,
): Promise<PackageView> {
  const [index, names] = await Promise.all([policiesByRule(deps), namesOf(deps, profile)])
  const subject = subjectOf(profile)
  const found = index.match(subject, day).filter(({ policy }) => holdsIn(policy.published, profile.region))
  const fits = found.map(({ policy }) => fitOf(policy, subject, day, names)).sort(byUse)
  const wanted = (fit: Fit) =>
    Number(fit.candidate.published.content.needs.some((need) => needs.includes(need)))
  if (needs.length > 0)
    fits.sort((a, b) => rank[a.matched.outcome] - rank[b.matched.outcome] || wanted(b) - wanted(a))
  const shown = fits.slice(0, mostEntries)
  const facts = subject.at(day)
  const most = mostOfThem(fits, facts)
  const regions = await regionRefs(
    deps,
    fits.map(({ candidate }) => candidate.published.region),
  )
  const now = deps.clock.now()
  const titles = new Map(index.policies.map(({ key, published }) => [key, published.content.title]))
  const questions = policyQuestions(
    fits
      .filter(({ matched, status }) => matched.outcome === 'possible' && isAlive(status))
      .map(({ candidate }) => candidate),
    subject,
    day,
  ).slice(0, mostQuestions)
  const count = (outcome: Fit['matched']['outcome']) =>
    fits.filter(({ matched }) => matched.outcome === outcome).length
  return {
    day,
    name: profile.name || null,
    known: profile,
    most: most.view,
    entries: shown.map((fit) =>
      entryView(fit, {
        day,
        names,
        facts,
        line: policyLine(fit.candidate.published, refOf(regions, fit.candidate.published.region), now),
        counted: most.counted.has(fit.candidate.key),
        news: newsOf(seen, standing(fit)),
        titleOf: (policy) => titles.get(policy),
      }),
    ),
    more: fits.length - shown.length,
    counts: {
      eligible: count('eligible'),
      possible: count('possible'),
      received: count('received'),
      policies: index.policies.filter(({ published }) => holdsIn(published, profile.region)).length,
    },
    byBenefit: byBenefit(shown),
    byDeadline: byDeadline(shown),
    questions: questions.map((one) => ({
      name: one.name,
      question: one.question,
      fields: one.fields,
      words: questionWords(one),
      policies: one.policies.length,
      settles: one.settles.length,
    })),
    stale: staleFields(profile, day),
    doubts: doubtsOf(profile),
    seenAt: seen?.at.toISOString() ?? null,
  }
}

/** Figures that look like the wrong unit, each under the name it is answered by. */
const doubtsOf = ({ years }: EnterpriseProfile): PackageView['doubts'] =>
  years.flatMap((year) =>
    figureDoubts(year).map(({ field, message }) => ({
      field: `answers.${field.slice(field.lastIndexOf('.') + 1)}`,
      message: `${year.year}年：${message}`,
    })),
  )

/** How everything that fits stands, to be compared with later. */
export async function standingsOf(deps: Deps, profile: EnterpriseProfile, day: string): Promise<Standing[]> {
  const index = await policiesByRule(deps)
  return index.match(subjectOf(profile), day).flatMap(({ policy, outcome }) => {
    const { published } = policy
    return holdsIn(published, profile.region)
      ? [standingOf(published, outcome, statusOn(published, day))]
      : []
  })
}

const standing = ({ candidate, matched, status }: Fit) =>
  standingOf(candidate.published, matched.outcome === 'notEligible' ? 'possible' : matched.outcome, status)

/** What may still be had, added up: what was received already, or is over, is not in it. */
function mostOfThem(fits: readonly Fit[], facts: Facts) {
  const open = fits.filter(({ matched, status }) => matched.outcome !== 'received' && isAlive(status))
  const most = mostOfAll(
    open.map(({ candidate: { key, excludes, published } }) => ({
      key,
      excludes,
      amount: published.content.amount,
    })),
    facts,
  )
  const text = mostWords(most)
  return {
    counted: new Set(most.policies),
    view:
      most.fen === null || text === null
        ? null
        : { fen: most.fen, text, policies: most.policies.length, unknown: most.unknown.length },
  }
}

function byBenefit(fits: readonly Fit[]): PackageView['byBenefit'] {
  const found = new Map<PackageView['byBenefit'][number]['benefit'], string[]>()
  for (const { candidate } of fits)
    for (const benefit of candidate.published.content.benefits)
      found.set(benefit, [...(found.get(benefit) ?? []), candidate.key])
  return [...found].map(([benefit, policies]) => ({ benefit, policies }))
}

function byDeadline(fits: readonly Fit[]): PackageView['byDeadline'] {
  const found = new Map<string | null, string[]>()
  for (const { candidate, matched, status } of fits) {
    if (matched.outcome === 'received' || (status.state !== 'open' && status.state !== 'closing')) continue
    found.set(status.closesOn, [...(found.get(status.closesOn) ?? []), candidate.key])
  }
  return [...found]
    .map(([on, policies]) => ({ on, policies }))
    .sort((a, b) => (a.on ?? late).localeCompare(b.on ?? late))
}

/** The names of places and industries; of a place that is in no register its code. */
async function namesOf(deps: Deps, { region }: EnterpriseProfile): Promise<NameOfCode> {
  const { policies } = await policiesByRule(deps)
  const codes = policies.flatMap(({ rule }) =>
    conditionsOf(rule).flatMap(({ condition: { field, value } }) =>
      field === 'region' ? [value].flat() : [],
    ),
  )
  const places = await regionRefs(deps, [...new Set([...codes.map(String), ...(region ? [region] : [])])])
  return (field, code) => (field === 'industry' ? industryName(code) : places.get(code)?.name)
}

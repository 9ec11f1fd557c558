import { setImmediate as breathe } from 'node:timers/promises'
import {
  anyPolicyField,
  type ConditionResult,
  conditionsOf,
  evaluateFor,
  type Matched,
  type MatchedPolicy,
  type NameOfCode,
  type PolicyTrial,
  type PolicyWork,
  type Rule,
  reasonsAgainst,
  requirementWords,
  subjectOf,
  type TrialCondition,
  type TrialSample,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Actor } from '../accounts'
import { enterprisesWithin, industryName, type KnownEnterprise } from '../enterprises'
import { policyWorkOf } from '../policies'
import { regionRefs } from '../regions'
import { today } from './look'

/** So many enterprises are tried; a township has hundreds. */
const mostTried = 5_000
const mostSamples = 20
const mostReasons = 3
/** Other requests come in between. */
const atOnce = 200

interface Tried {
  enterprise: KnownEnterprise
  matched: Matched
}

/** What the edition that is worked on would do if it were published as it is. For those who work on it. */
export async function tryPolicy(deps: Deps, actor: Actor, id: string): Promise<PolicyTrial> {
  const work = await policyWorkOf(deps, actor, id)
  const day = today(deps)
  const { rule } = work.content
  const [names, found] = await Promise.all([
    namesIn(deps, rule),
    enterprisesWithin(deps, work.region.code, mostTried + 1),
  ])
  const tried = await tryEach(work, found.slice(0, mostTried), day, names)
  return trialView(work, tried, { day, names, whole: found.length <= mostTried })
}

async function tryEach(
  { id, content, availability }: PolicyWork,
  found: readonly KnownEnterprise[],
  day: string,
  names: NameOfCode,
): Promise<Tried[]> {
  const { rule, repeat, excludes, window } = content
  const policy: MatchedPolicy = { key: id, rule, repeat, excludes, window, availability }
  const tried: Tried[] = []
  for (const [at, enterprise] of found.entries()) {
    if (at % atOnce === atOnce - 1) await breathe()
    tried.push({ enterprise, matched: evaluateFor(policy, subjectOf(enterprise.profile), day, { names }) })
  }
  return tried
}

interface Told {
  day: string
  names: NameOfCode
  whole: boolean
}

function trialView(
  { edition, content }: PolicyWork,
  tried: Tried[],
  { day, names, whole }: Told,
): PolicyTrial {
  const { rule } = content
  const count = (outcome: Matched['outcome']) =>
    tried.filter(({ matched }) => matched.outcome === outcome).length
  const counts = {
    eligible: count('eligible'),
    possible: count('possible'),
    notEligible: count('notEligible'),
    received: count('received'),
  }
  const registerOnly = tried.filter(({ enterprise }) => enterprise.registerOnly).length
  return {
    day,
    edition,
    enterprises: tried.length,
    registerOnly,
    whole,
    counts,
    text: trialText(tried.length, counts),
    conditions: conditionLines(rule, tried, names),
    samples: samplesOf(rule, tried, names),
    note: noteOf(rule, tried.length, registerOnly),
  }
}

function trialText(all: number, counts: PolicyTrial['counts']): string {
  const { eligible, possible, notEligible, received } = counts
  if (all === 0) return '这里还没有登记的企业，没有可以试的。'
  const parts = [
    `${eligible}家符合`,
    `${possible}家可能符合`,
    ...(received > 0 ? [`${received}家已享受`] : []),
    ...(notEligible > 0 ? [`${notEligible}家不符合`] : []),
  ]
  return `${all}家：${parts.join('，')}。`
}

function noteOf(rule: Rule, all: number, registerOnly: number): string | null {
  if (conditionsOf(rule).length === 0) return '还没有写条件，所以每一家都符合。'
  if (all > 0 && registerOnly > all / 2)
    return `其中${registerOnly}家只有全区名录上的几样（主体、地方、行业、成立日期），别的不知道，所以多半是“可能”。`
  return null
}

function conditionLines(rule: Rule, tried: readonly Tried[], names: NameOfCode): TrialCondition[] {
  const alone = new Map<string, number>()
  for (const { matched } of tried) {
    const [first, ...others] = reasonsAgainst(rule, matched)
    if (!first || others.length > 0) continue
    const at = String(matched.conditions.indexOf(first))
    alone.set(at, (alone.get(at) ?? 0) + 1)
  }
  return conditionsOf(rule).map(({ condition, path, none }, at) => {
    const of = (truth: ConditionResult['truth']) =>
      tried.filter(({ matched }) => matched.conditions[at]?.truth === truth).length
    return {
      path,
      text: requirementWords({ condition, none, truth: 'unknown', own: null }, names),
      source: condition.sourceText,
      hard: condition.hard,
      met: of('met'),
      unmet: of('unmet'),
      unknown: of('unknown'),
      alone: alone.get(String(at)) ?? 0,
    }
  })
}

/** Those whom somebody acts for come first: of them most is known. */
function samplesOf(rule: Rule, tried: readonly Tried[], names: NameOfCode): TrialSample[] {
  const outcomes = ['eligible', 'possible', 'notEligible', 'received'] as const
  return outcomes.flatMap((outcome) =>
    tried
      .filter(({ matched }) => matched.outcome === outcome)
      .slice(0, mostSamples)
      .map(({ enterprise: { name, registerOnly }, matched }) => ({
        name,
        outcome,
        registerOnly,
        why: whyOf(rule, matched, names),
      })),
  )
}

/** Which conditions, not what the enterprise has filled in. */
function whyOf(rule: Rule, matched: Matched, names: NameOfCode): string[] {
  const said =
    matched.outcome === 'notEligible'
      ? reasonsAgainst(rule, matched).map((one) => `不是：${requirementWords(one, names)}`)
      : matched.outcome === 'possible'
        ? matched.open.map((field) => `还不知道：${anyPolicyField(field)?.title ?? field}`)
        : []
  const left = said.length - mostReasons
  return left > 0 ? [...said.slice(0, mostReasons), `还有${left}条`] : said
}

/** The names of places and industries that the conditions speak of. */
async function namesIn(deps: Deps, rule: Rule): Promise<NameOfCode> {
  const codes = conditionsOf(rule).flatMap(({ condition: { field, value } }) =>
    field === 'region' ? [value].flat().map(String) : [],
  )
  const places = await regionRefs(deps, [...new Set(codes)])
  return (field, code) => (field === 'industry' ? industryName(code) : places.get(code)?.name)
}

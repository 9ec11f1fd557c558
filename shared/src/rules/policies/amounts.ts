import { anyPolicyField } from './fields'
import { sayValue } from './say'
import { sumWords } from './sum-words'
import type { Amount, Facts, PolicyContent } from './types'

const capped = (fen: number, cap: number | null): number => (cap === null ? fen : Math.min(fen, cap))

/** How many units of it there are: 亩 of an area in hundredths. */
const unitsOf = (field: string, value: number): number =>
  anyPolicyField(field)?.kind === 'area' ? value / 100 : value

/** The most that somebody may get by an amount, in fen; null where it is not known. */
export function mostOf(amount: Amount, facts: Facts): number | null {
  switch (amount.kind) {
    case 'fixed':
    case 'upTo':
      return amount.fen
    case 'share': {
      const spent = facts[amount.of]
      return typeof spent === 'number'
        ? capped(Math.floor((spent * amount.permille) / 1_000), amount.cap)
        : amount.cap
    }
    case 'perUnit': {
      const own = facts[amount.field]
      const known = typeof own === 'number' ? unitsOf(amount.field, own) : null
      const units = known === null ? amount.units : Math.min(known, amount.units ?? known)
      return units === null ? amount.cap : capped(Math.floor(units * amount.fen), amount.cap)
    }
    case 'byValue': {
      const own = facts[amount.field]
      return amount.steps.find(({ value }) => value === own)?.fen ?? null
    }
    case 'unknown':
      return null
  }
}

export interface PricedPolicy extends Pick<PolicyContent, 'amount' | 'excludes'> {
  key: string
}

export interface MostOfAll {
  /** Null: of none of them is it known. */
  fen: number | null
  /** The policies that it is the sum of. */
  policies: string[]
  /** Policies whose amount is not known: not in the sum. */
  unknown: string[]
}

interface Priced {
  key: string
  fen: number
  against: Set<string>
}

/** Those that stand in each other's way, directly or through others. */
function components(all: ReadonlyMap<string, Priced>): Priced[][] {
  const seen = new Set<string>()
  const reach = (one: Priced): Priced[] => {
    if (seen.has(one.key)) return []
    seen.add(one.key)
    return [one, ...[...one.against].flatMap((key) => reach(all.get(key) ?? one))]
  }
  return [...all.values()].map(reach).filter((component) => component.length > 0)
}

const sum = (chosen: readonly Priced[]): number => chosen.reduce((total, { fen }) => total + fen, 0)

const exactUpTo = 16

/** The dearest choice of policies that may be had together; of very many, the dearest one by one. */
function dearest(open: readonly Priced[], exact: boolean): Priced[] {
  const [first, ...rest] = open
  if (!first) return []
  const taken = [
    first,
    ...dearest(
      rest.filter(({ key }) => !first.against.has(key)),
      exact,
    ),
  ]
  if (!exact || first.against.size === 0) return taken
  const left = dearest(rest, exact)
  return sum(left) > sum(taken) ? left : taken
}

/** 最高可达: of policies that exclude each other the dearest choice, and nothing of what is not known. */
export function mostOfAll(policies: readonly PricedPolicy[], facts: Facts): MostOfAll {
  const priced = new Map<string, Priced>()
  const unknown: string[] = []
  for (const { key, amount } of policies) {
    const fen = mostOf(amount, facts)
    if (fen === null) unknown.push(key)
    else priced.set(key, { key, fen, against: new Set() })
  }
  for (const { key, excludes } of policies)
    for (const other of excludes) {
      const [one, two] = [priced.get(key), priced.get(other)]
      if (!one || !two || one === two) continue
      one.against.add(other)
      two.against.add(key)
    }
  const chosen = components(priced).flatMap((component) =>
    dearest(
      [...component].sort((a, b) => b.fen - a.fen || (a.key < b.key ? -1 : 1)),
      component.length <= exactUpTo,
    ),
  )
  const paid = new Set(chosen.filter(({ fen }) => fen > 0).map(({ key }) => key))
  return {
    fen: priced.size === 0 ? null : sum(chosen),
    policies: policies.flatMap(({ key }) => (paid.has(key) ? [key] : [])),
    unknown,
  }
}

const upTo = (cap: number | null, each = ''): string => (cap === null ? '' : `，${each}最高${sumWords(cap)}`)

/** An amount as it is said: 按投入的40%，最高50万元; 120元/亩，每年最高30万元. */
export function amountWords(amount: Amount): string {
  switch (amount.kind) {
    case 'fixed':
      return sumWords(amount.fen)
    case 'upTo':
      return `最高${sumWords(amount.fen)}`
    case 'share': {
      const of = anyPolicyField(amount.of)?.title ?? amount.of
      return `按${of}的${Number((amount.permille / 10).toFixed(1))}%${upTo(amount.cap)}`
    }
    case 'perUnit': {
      const units = amount.units === null ? '' : `，最多${amount.units}${amount.unit}`
      return `${sumWords(amount.fen)}/${amount.unit}${units}${upTo(amount.cap, '每年')}`
    }
    case 'byValue':
      return amount.steps
        .map(({ value, fen }) => `${sayValue(amount.field, value)}${sumWords(fen)}`)
        .join('，')
    case 'unknown':
      return amount.text
  }
}

/** 最高可达36万元（4项政策）; null where nothing is known. */
export const mostWords = ({ fen, policies }: MostOfAll): string | null =>
  fen === null || policies.length === 0 ? null : `最高可达${sumWords(fen)}（${policies.length}项政策）`

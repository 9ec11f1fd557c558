import { createHash } from 'node:crypto'
import {
  type Condition,
  conditionsOf,
  type MatchedPolicy,
  type Outcome,
  outcomeOf,
  subjectOf,
} from '@hutang/shared'
import { countBits } from '../../server/src/features/packages/matching/bits'
import type { Column } from '../../server/src/features/packages/matching/columns'
import { inOrder, Kernel, type Outcomes } from '../../server/src/features/packages/matching/kernel'
import { policyIndex } from '../../server/src/features/packages/matching/policy-index'
import { type EnterpriseTable, enterpriseTable } from '../../server/src/features/packages/matching/table'
import { matchDay, randomFrom, randomPolicy, randomProfile } from './match-data'

/** The parts of `npm run bench:match`, by themselves so that a test can run them small. */
export interface MatchSizes {
  policies: number
  enterprises: number
  /** Policies of which the pure function answers for every enterprise, and enterprises of which it does for every policy. */
  sampled: { policies: number; enterprises: number }
}

const seed = 20261126

/** An enterprise by its number: made again whenever it is wanted, so that none is kept. */
const profileAt = (at: number, { policies }: MatchSizes) =>
  randomProfile(randomFrom(seed + 1_000_003 * (at + 1)), policies)

export function seededPolicies({ policies }: MatchSizes): MatchedPolicy[] {
  const random = randomFrom(seed)
  return Array.from({ length: policies }, (_, at) => randomPolicy(random, at, policies))
}

function* entries(sizes: MatchSizes) {
  for (let at = 0; at < sizes.enterprises; at += 1) yield { id: `e${at}`, profile: profileAt(at, sizes) }
}

const now = (): number => performance.now()
/** Of the processor: what else the machine does is not in it. */
const processor = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
interface Took {
  ms: number
  cpu: number
}
function timed(work: () => void): Took {
  const [from, began] = [now(), processor()]
  work()
  return { ms: now() - from, cpu: processor() - began }
}
const used = () => {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}

export function loadTable(sizes: MatchSizes) {
  const began = used()
  // The time that making the enterprises takes is not the table's.
  const making = timed(() => {
    for (const _ of entries(sizes));
  })
  let table = enterpriseTable([], 0)
  const { ms, cpu } = timed(() => {
    table = enterpriseTable(entries(sizes), sizes.enterprises)
    table.prepare(matchDay)
  })
  return { table, ms: Math.max(0, ms - making.ms), cpu: Math.max(0, cpu - making.cpu), bytes: used() - began }
}

export interface Sum {
  counts: Record<Outcome, number>
  checksum: string
}

const sumOf = (table: EnterpriseTable, { eligible, possible, received }: Outcomes): Sum => {
  const counts = [eligible, possible, received].map(countBits) as [number, number, number]
  const hash = createHash('md5')
  for (const bits of [eligible, possible, received]) hash.update(bits)
  const [first, second, third] = counts
  return {
    counts: {
      eligible: first,
      possible: second,
      received: third,
      notEligible: table.ids.length - first - second - third,
    },
    checksum: hash.digest('hex'),
  }
}

/** Every policy against every enterprise, with the counts and a checksum of each policy. */
export function fullRun(table: EnterpriseTable, policies: readonly MatchedPolicy[]) {
  const kernel = new Kernel(table)
  const sums = new Map<string, Sum>()
  const took = timed(() => {
    for (const policy of inOrder(policies))
      sums.set(policy.key, sumOf(table, kernel.outcomes(policy, matchDay)))
  })
  return { sums, ...took }
}

/** The same of the pure function, for some of the policies over all enterprises. */
export function pureSums(sizes: MatchSizes, policies: readonly MatchedPolicy[]): Sum[] {
  const words = (sizes.enterprises + 31) >>> 5
  const found = policies.map(() => ({
    eligible: new Int32Array(words),
    possible: new Int32Array(words),
    received: new Int32Array(words),
    notEligible: new Int32Array(words),
  }))
  for (let row = 0; row < sizes.enterprises; row += 1) {
    const subject = subjectOf(profileAt(row, sizes))
    for (const [at, policy] of policies.entries()) {
      const bits = found[at]?.[outcomeOf(policy, subject, matchDay)]
      if (bits) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
    }
  }
  const table = { ids: { length: sizes.enterprises } } as unknown as EnterpriseTable
  return found.map((one) => sumOf(table, one))
}

/** One policy against all enterprises, for some of them, on a kernel that has answered nothing yet. */
export const policyAlone = (table: EnterpriseTable, policies: readonly MatchedPolicy[]): Took[] =>
  policies.map((policy) => timed(() => new Kernel(table).outcomes(policy, matchDay)))

/** A profile against all policies by the index; `same`: what was found is what the evaluation of all finds. */
export function profilesAlone(sizes: MatchSizes, policies: readonly MatchedPolicy[]) {
  let index = policyIndex<MatchedPolicy>([])
  const loading = timed(() => {
    index = policyIndex(policies)
  })
  const took: Took[] = []
  let [same, candidates] = [true, 0]
  for (let at = 0; at < sizes.sampled.enterprises; at += 1) {
    const profile = profileAt(at, sizes)
    let found: ReturnType<typeof index.match> = []
    took.push(
      timed(() => {
        found = index.match(subjectOf(profile), matchDay)
      }),
    )
    const subject = subjectOf(profile)
    candidates += index.candidates(subject, matchDay).length
    const outcomes = new Map<string, Outcome>(found.map(({ policy, outcome }) => [policy.key, outcome]))
    for (const policy of policies)
      if (outcomeOf(policy, subject, matchDay) !== (outcomes.get(policy.key) ?? 'notEligible')) same = false
  }
  return { loading, took, same, candidates: candidates / sizes.sampled.enterprises }
}

const threshold = ({ value }: Condition): number =>
  typeof value === 'number' ? value : Array.isArray(value) && typeof value[0] === 'number' ? value[0] : 1

/**
 * The least that an answer for all pairs could cost: each value of each hard condition read once from the same column, compared once
 * with a constant, and counted. It answers nothing.
 */
export function bareLoop(table: EnterpriseTable, policies: readonly MatchedPolicy[]) {
  const work = policies.map(({ rule }) =>
    conditionsOf(rule).flatMap(({ condition }) => {
      const column = condition.hard ? table.column(condition.field, matchDay)?.column : undefined
      return column ? [{ column, at: threshold(condition) }] : []
    }),
  )
  let counted = 0
  const took = timed(() => {
    for (const conditions of work) for (const { column, at } of conditions) counted += countIn(column, at)
  })
  return { ...took, counted, conditions: work.reduce((sum, one) => sum + one.length, 0) }
}

const countIn = (column: Column, at: number): number =>
  column.kind === 'number'
    ? countNumbers(column.values, at)
    : column.kind === 'coded'
      ? countIds(column.ids, at)
      : column.kind === 'set'
        ? countMasks(column.masks, at)
        : countBits(column.yes)

function countNumbers(values: Float64Array, at: number): number {
  let count = 0
  for (let row = 0; row < values.length; row += 1) count += +((values[row] as number) >= at)
  return count
}
function countIds(ids: Int32Array, at: number): number {
  let count = 0
  for (let row = 0; row < ids.length; row += 1) count += +(ids[row] === at)
  return count
}
function countMasks(masks: Int32Array, at: number): number {
  let count = 0
  for (let row = 0; row < masks.length; row += 1) count += +(((masks[row] as number) & at) !== 0)
  return count
}

import {
  amountWords,
  conditionWords,
  evaluateFor,
  type Facts,
  type Matched,
  mayApply,
  mostOf,
  type NameOfCode,
  outcomeWords,
  type PackageEntry,
  requirementWords,
  type Subject,
  sumWords,
  type WindowStatus,
  windowStatus,
} from '@hutang/shared'
import { workingDayTable } from '../../rules/office-tables'
import type { PublishedPolicy } from '../policies'
import type { Candidate } from './policies'

/** A policy that fits somebody, with everything that is said of it. */
export interface Fit {
  candidate: Candidate
  matched: Matched
  status: WindowStatus
}

export const statusOn = ({ content, availability }: PublishedPolicy, day: string): WindowStatus =>
  windowStatus(content, availability, day, workingDayTable())

export function fitOf(candidate: Candidate, subject: Subject, day: string, names: NameOfCode): Fit {
  return {
    candidate,
    matched: evaluateFor(candidate, subject, day, { names }),
    status: statusOn(candidate.published, day),
  }
}

interface Context {
  day: string
  names: NameOfCode
  facts: Facts
  line: PackageEntry['policy']
  counted: boolean
  news: PackageEntry['news']
  titleOf(policy: string): string | undefined
}

export function entryView({ candidate, matched, status }: Fit, context: Context): PackageEntry {
  const { day, names, facts, line, counted, news, titleOf } = context
  const { content, head } = candidate.published
  const most = mostOf(content.amount, facts)
  const { key, rule } = candidate
  return {
    policy: line,
    edition: head.editionNo,
    outcome: matched.outcome === 'notEligible' ? 'possible' : matched.outcome,
    words: outcomeWords(matched, { key, rule, way: content.way, status, day, names, titleOf }),
    mayApply: matched.outcome !== 'received' && mayApply(status),
    conditions: matched.conditions.map((one) => ({
      text: requirementWords(one, names),
      source: conditionWords(one.condition, names),
      own: one.own,
      truth: one.truth,
      hard: one.condition.hard,
    })),
    open: [...matched.open],
    most: most === null || most === 0 ? null : mostText(most, amountWords(content.amount)),
    counted,
    again: matched.again,
    news,
  }
}

/** Said once where the amount itself says it. */
const mostText = (fen: number, amount: string): string => {
  const sum = sumWords(fen)
  return amount === sum ? sum : `最高${sum}`
}

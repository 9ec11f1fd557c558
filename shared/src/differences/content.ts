import type { Difference } from '../contract/differences'
import type { Column, ElementText } from '../contract/domain'
import type { LedgerPart } from '../contract/ledgers'
import { ledgerLines } from '../rules/ledgers'
import { longestRising } from './rising'
import { textDifference } from './text'

export interface ComparedContent {
  title: string
  plain: string
  elements: readonly ElementText[]
  body: string
  pictures: readonly { _id: string; alt: string }[]
  validUntil?: Date | null
  ledger?: LedgerPart | null
}

type Texts = Pick<Difference, 'title' | 'plain' | 'body' | 'elements' | 'pictures' | 'validUntil' | 'ledger'>

/** What is different beside the table; an element that is not written is the same as an empty one. */
export function contentDifference(before: ComparedContent, after: ComparedContent): Texts {
  const names = [...new Set([...after.elements, ...before.elements].map(({ name }) => name))]
  return {
    title: textDifference(before.title, after.title),
    plain: textDifference(before.plain, after.plain),
    body: textDifference(before.body, after.body),
    elements: names.flatMap((name) => {
      const parts = textDifference(textOf(before, name), textOf(after, name))
      return parts ? [{ name, parts }] : []
    }),
    pictures: pictureDifferences(before.pictures, after.pictures),
    validUntil: validityDifference(before.validUntil, after.validUntil),
    ledger: ledgerDifference(before.ledger, after.ledger),
  }
}

/** Body, period and balances that say something else. */
export function ledgerDifference(
  before: LedgerPart | null = null,
  after: LedgerPart | null = null,
): NonNullable<Difference['ledger']> {
  const [was, is] = [before, after].map((part) => (part ? ledgerLines(part) : []))
  const names = [...new Set([...(is ?? []), ...(was ?? [])].map(({ name }) => name))]
  const said = (lines: typeof was, name: string) => lines?.find((line) => line.name === name)?.text ?? null
  return names.flatMap((label) => {
    const [one, other] = [said(was, label), said(is, label)]
    return one === other ? [] : [{ label, before: one, after: other }]
  })
}

export function validityDifference(
  before: Date | null = null,
  after: Date | null = null,
): Difference['validUntil'] {
  if (before?.getTime() === after?.getTime()) return null
  return { before: before?.toISOString() ?? null, after: after?.toISOString() ?? null }
}

const textOf = ({ elements }: ComparedContent, name: string): string =>
  elements.find((element) => element.name === name)?.text ?? ''

function pictureDifferences(
  before: ComparedContent['pictures'],
  after: ComparedContent['pictures'],
): Texts['pictures'] {
  const was = new Map(before.map(({ _id, alt }) => [_id, alt]))
  const is = new Set(after.map(({ _id }) => _id))
  return [
    ...after.flatMap(({ _id, alt }) => {
      const old = was.get(_id)
      if (old === alt) return []
      return { change: old === undefined ? ('added' as const) : ('changed' as const), alt }
    }),
    ...before.flatMap(({ _id, alt }) => (is.has(_id) ? [] : { change: 'removed' as const, alt })),
  ]
}

type ColumnChanges = NonNullable<Difference['table']>['columnChanges']

/** Columns that came, went, have another name or kind, or stand elsewhere; they are matched by their keys. */
export function columnDifferences(before: readonly Column[], after: readonly Column[]): ColumnChanges {
  const keysOf = (columns: readonly Column[], others: readonly Column[]) =>
    columns.map(({ key }) => key).filter((key) => others.some((other) => other.key === key))
  const order = keysOf(before, after)
  const common = keysOf(after, before)
  const kept = new Set(longestRising(common.map((key) => order.indexOf(key))))
  const moved = new Set(common.filter((_, at) => !kept.has(at)))
  return [
    ...after.flatMap(({ key, label, kind }): ColumnChanges => {
      const old = before.find((column) => column.key === key)
      if (!old) return [{ change: 'added', label, before: null }]
      return [
        ...(old.label === label ? [] : [{ change: 'renamed' as const, label, before: old.label }]),
        ...(old.kind === kind ? [] : [{ change: 'retyped' as const, label, before: null }]),
        ...(moved.has(key) ? [{ change: 'moved' as const, label, before: null }] : []),
      ]
    }),
    ...before.flatMap(
      ({ key, label }): ColumnChanges =>
        after.some((column) => column.key === key) ? [] : [{ change: 'removed', label, before: null }],
    ),
  ]
}

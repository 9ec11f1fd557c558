import {
  type Condition,
  isCondition,
  type Join,
  joined,
  type Rule,
  type RuleNode,
} from '@hutang/shared/rules'

/** A rule joined otherwise, with the same members. */
const rebuilt = (join: Join, members: readonly RuleNode[]): Rule =>
  join === 'all' ? { all: members } : join === 'any' ? { any: members } : { none: members }

/** `all.0.any.2` as the places to go down by. */
const placesIn = (path: string): number[] =>
  path
    .split('.')
    .filter((part) => /^\d+$/.test(part))
    .map(Number)

export function nodeAt(rule: Rule, path: string): RuleNode | undefined {
  let node: RuleNode | undefined = rule
  for (const at of placesIn(path)) node = node && !isCondition(node) ? joined(node).members[at] : undefined
  return node
}

function changed(
  node: RuleNode,
  places: readonly number[],
  change: (node: RuleNode) => RuleNode | null,
): RuleNode | null {
  const [first, ...rest] = places
  if (first === undefined) return change(node)
  if (isCondition(node)) return node
  const { join, members } = joined(node)
  const next = members.flatMap((member, at) =>
    at === first ? (changed(member, rest, change) ?? []) : member,
  )
  // A group that has lost its last condition goes with it.
  return next.length === 0 ? null : rebuilt(join, next)
}

const asRule = (node: RuleNode | null): Rule => (node === null || isCondition(node) ? { all: [] } : node)

export const replaceAt = (rule: Rule, path: string, node: RuleNode): Rule =>
  asRule(changed(rule, placesIn(path), () => node))

export const removeAt = (rule: Rule, path: string): Rule => asRule(changed(rule, placesIn(path), () => null))

/** At the end of the group at a path; the whole rule is at ''. */
export const addTo = (rule: Rule, path: string, node: RuleNode): Rule =>
  asRule(
    changed(rule, placesIn(path), (group) => {
      if (isCondition(group)) return group
      const { join, members } = joined(group)
      return rebuilt(join, [...members, node])
    }),
  )

/** A rule whose conditions all have to be met, whatever it was before: what the form adds to. */
export const asAll = (rule: Rule): Rule =>
  'all' in rule ? rule : joined(rule).members.length === 0 ? { all: [] } : { all: [rule] }

/** Where a condition may stand: all of them, one of a group, or none. */
export type Place = { group: string } | { fresh: Join }

export const placed = (rule: Rule, place: Place, condition: Condition): Rule =>
  'group' in place
    ? addTo(rule, place.group, condition)
    : place.fresh === 'all'
      ? addTo(rule, '', condition)
      : addTo(rule, '', rebuilt(place.fresh, [condition]))

export interface Group {
  path: string
  join: Join
  members: readonly RuleNode[]
}

/** The groups within a rule that conditions may be added to. */
export const groupsOf = (rule: Rule): Group[] =>
  joined(rule).members.flatMap((node, at) =>
    isCondition(node) ? [] : [{ path: `${joined(rule).join}.${at}`, ...joined(node) }],
  )

export const joinWords: Record<Join, string> = { all: '全部符合', any: '符合其中一条', none: '不得有' }

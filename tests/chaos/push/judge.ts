import type { Came, Channel } from './arrived'
import type { Duty, Kind } from './duties'
import type { Said } from './ledger'
import type { Model } from './model'

export interface Verdict {
  expected: number
  delivered: number
  duplicated: number
  lost: number
  unknown: number
  visits: number
  dropped: Record<string, number>
  /** What the service says and the driver does not expect. */
  differs: number
  /** The first of everything that is wrong, in words. */
  wrong: string[]
}

interface Given {
  model: Model
  came: readonly Came[]
  said: readonly Said[]
  /** Calls without an answer, as the service counts them. */
  unknown: number
  /** Calls that were spoiled, or under way when a process was killed or the clock was moved. */
  mostUnknown: number
  /** Calls of WeChat that its person had not granted, by the vendor's log. */
  withoutGrant: number
}

const channels: readonly Channel[] = ['wechat', 'sms', 'email']
const mostWords = 40

/** Expected against delivered: the driver's own log against the vendors', person by person. */
export function judge({ model, came, said, unknown, mostUnknown, withoutGrant }: Given): Verdict {
  const verdict: Verdict = {
    ...{ expected: 0, delivered: 0, duplicated: 0, lost: 0, visits: 0, dropped: {}, differs: 0 },
    unknown,
    wrong: [],
  }
  const saidBy = groupBy(said, ({ person }) => person)
  const cameBy = groupBy(came, ({ person }) => person)
  const dutiesBy = groupBy(model.duties, ({ person }) => person)
  for (const person of model.people.keys()) {
    const duties = dutiesBy.get(person) ?? []
    verdict.expected += duties.filter(isExpected).length
    judgePerson(verdict, person, duties, cameBy.get(person) ?? [], saidBy.get(person) ?? [], mostUnknown > 0)
  }
  if (withoutGrant > 0) verdict.wrong.push(`${withoutGrant} calls without a grant`)
  if (unknown > mostUnknown) verdict.wrong.push(`${unknown} unknown, ${mostUnknown} at most`)
  return verdict
}

const isExpected = ({ allowed }: Duty) => [...allowed].some((one) => one !== 'none')
const must = ({ allowed }: Duty) => allowed.size === 1 && allowed.has('told')
const may = ({ allowed }: Duty) => allowed.has('told')
const keyOf = ({ notice, kind }: { notice: string | null; kind: Kind }): string => `${notice} ${kind}`

function judgePerson(
  verdict: Verdict,
  person: string,
  duties: readonly Duty[],
  came: readonly Came[],
  said: readonly Said[],
  unsure: boolean,
): void {
  const say = (text: string) => {
    if (verdict.wrong.length < mostWords) verdict.wrong.push(`${person}: ${text}`)
  }
  const here = came.filter(({ state }) => state === 'here')
  verdict.delivered += here.reduce((sum, { lines }) => sum + lines.length, 0)
  const bySaid = groupBy<Said>(said, keyOf)
  const byDuty = groupBy(duties, ({ notice, kind }) => `${notice.id} ${kind}`)
  const linesBy = groupBy(
    here.flatMap(({ lines, channel }) => lines.map((line) => ({ ...line, channel }))),
    keyOf,
  )
  let missing = 0
  const room = channels.map(() => 0)
  for (const [key, own] of byDuty) {
    const most = own.filter(may).length
    const unknown = (bySaid.get(key) ?? []).filter(({ outcome }) => outcome === 'unknown').length
    const least = Math.max(0, own.filter(must).length - unknown)
    const named = linesBy.get(key) ?? []
    const counts = channels.map((channel) => named.filter((line) => line.channel === channel).length)
    for (const [n, count] of counts.entries()) {
      room[n] = (room[n] ?? 0) + Math.max(0, most - count)
      if (count <= most) continue
      verdict.duplicated += count - most
      say(`${key}: ${count} by ${channels[n]}, ${most} at most; ${describe(own)}`)
    }
    const reached = Math.max(...counts)
    if (reached < least) missing += least - reached
  }
  for (const [key, lines] of linesBy) {
    if (key.startsWith('null') || byDuty.has(key)) continue
    verdict.duplicated += lines.length
    say(`${key}: ${lines.length} for nothing`)
  }
  const nameless = [...linesBy].flatMap(([key, of]) => (key.startsWith('null') ? of : []))
  for (const [n, channel] of channels.entries()) {
    const count = nameless.filter((line) => line.channel === channel).length
    if (count <= (room[n] ?? 0)) continue
    verdict.duplicated += count - (room[n] ?? 0)
    say(`${count} lines in digests by ${channel}, room for ${room[n]}`)
  }
  // By another channel only where one did not answer.
  const most = duties.filter(may).length
  const lines = here.reduce((sum, one) => sum + one.lines.length, 0)
  if (!unsure && lines > most) {
    verdict.duplicated += lines - most
    say(`${lines} lines by all channels, ${most} at most`)
  }
  const unnamed = nameless.length
  if (unnamed < missing) {
    verdict.lost += missing - unnamed
    say(`${missing} not told by name, ${unnamed} lines in digests and SMS: ${short(duties, linesBy)}`)
  }
  compare(verdict, say, byDuty, bySaid)
}

/** What the service says of each, against what the driver predicts. */
function compare(
  verdict: Verdict,
  say: (text: string) => void,
  byDuty: ReadonlyMap<string, Duty[]>,
  bySaid: ReadonlyMap<string, Said[]>,
): void {
  for (const key of new Set([...byDuty.keys(), ...bySaid.keys()])) {
    const own = byDuty.get(key) ?? []
    const answers = bySaid.get(key) ?? []
    const allowed = new Set<string>(own.flatMap((duty) => [...duty.allowed]))
    for (const { outcome } of answers) {
      if (outcome.startsWith('dropped:'))
        verdict.dropped[outcome.slice(8)] = (verdict.dropped[outcome.slice(8)] ?? 0) + 1
      if (outcome === 'visit') verdict.visits += 1
      const fine = allowed.has(outcome) || (outcome === 'unknown' && allowed.has('told'))
      if (fine) continue
      verdict.differs += 1
      say(`${key}: ${outcome}; ${describe(own)}`)
    }
    const due = own.filter((duty) => !duty.allowed.has('none')).length
    if (answers.length < due) {
      verdict.lost += due - answers.length
      say(`${key}: the service knows of ${answers.length}, ${due} are due; ${describe(own)}`)
    }
    if (answers.length > own.length) {
      verdict.differs += 1
      say(`${key}: the service knows of ${answers.length}, ${own.length} at most; ${describe(own)}`)
    }
  }
}

const describe = (duties: readonly Duty[]): string =>
  duties
    .map(({ allowed, at, decided, notice }) => {
      const sort = notice.sort.emergency ? 'emergency' : notice.sort.ofHouseholds ? 'household' : 'open'
      return `{${[...allowed].join('|')}} ${sort} at ${new Date(at[0]).toISOString()}${decided ? '' : ' undecided'}`
    })
    .join(', ') || 'nothing is due'

const short = (duties: readonly Duty[], lines: ReadonlyMap<string, unknown[]>): string =>
  duties
    .filter((duty) => must(duty) && !lines.has(`${duty.notice.id} ${duty.kind}`))
    .map((duty) => `${duty.notice.id} ${duty.kind} ${new Date(duty.at[0]).toISOString()}`)
    .slice(0, 5)
    .join(', ')

export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

export const isRight = (verdict: Verdict): boolean =>
  verdict.lost === 0 && verdict.duplicated === 0 && verdict.differs === 0 && verdict.wrong.length === 0

import { everybody, type Schedule, type Someone } from './world'

// What everybody should have been told, from the calls that were acknowledged alone. It is written from the promise
// (docs/guarantees.md) and knows neither the service's rules nor its database.

export type Span = readonly [from: number, to: number]
export type Kind = 'published' | 'corrected' | 'withdrawn' | 'takenDown'

/** What may be published: an item of the catalogue, and who may read it. */
export interface Sort {
  item: number
  category: string
  emergency: boolean
  villagersOnly: boolean
  /** Names households. */
  ofHouseholds: boolean
}

export interface Notice {
  id: string
  sort: Sort
  state: 'published' | 'withdrawn' | 'takenDown'
  households: ReadonlySet<string>
  validUntil: number | null
  visit: boolean
}

/** `none`: nobody has to know of it. */
export type Outcome = 'told' | 'visit' | 'inbox' | 'none' | `dropped:${string}`

/** One person and one announcement. More than one outcome: the service may have looked at any of several moments. */
export interface Duty {
  person: string
  notice: Notice
  kind: Kind
  at: Span
  /** What came before and after it in the driver's own order, whatever the clock said. */
  order: number
  allowed: Set<Outcome>
  /** What was possible when it was matched, and stays so. */
  always: Set<Outcome>
  soonest: number
  latest: number
  /** Its time has come once, whatever the clock says since: it may have been told. */
  begun: boolean
  /** What is due has been done since it was announced: whoever works knows of it. */
  rested: boolean
  matched: boolean
  read: boolean
  /** Nothing that happens now changes it. */
  decided: boolean
  decidedAt: number | null
  /** Of a correction or an ending: what the person was told before, and was not decided then. */
  open: Duty[]
  ofHousehold: boolean
  /** Of a withdrawal: whether the person was told at the door of what is withdrawn. */
  door: 'yes' | 'perhaps' | 'no'
}

interface Follow {
  scope: string
  since: Span
  order: number
  /** Of what is followed no more. */
  until?: Span
}

export interface Person extends Someone {
  schedule: Schedule
  follows: Follow[]
  /** What was followed before, for whoever looks into what went wrong. */
  past: Follow[]
  muted: Set<string>
  lives: boolean
  movedOut: number | null
  /** When the way of being told, or the clock, was moved back last. */
  movedAt: number
}

/** What may be followed: the village, a category or an item of it, and the township with all its villages. */
export const scopesOf = (village: string, { category, item }: Sort): string[] => [
  village,
  `${village}/${category}`,
  `${village}#${item}`,
  `${village.slice(0, 9)}+`,
]

export const peopleAtFirst = (
  schedules: ReadonlyMap<string, Schedule>,
  usual: Schedule,
): ReadonlyMap<string, Person> =>
  new Map(
    everybody.map((one) => [
      one.id,
      {
        ...one,
        schedule: schedules.get(one.id) ?? usual,
        follows: [],
        past: [],
        muted: new Set<string>(),
        lives: one.household !== null,
        movedOut: null,
        movedAt: Number.NEGATIVE_INFINITY,
      },
    ]),
  )

export const newDuty = (about: Pick<Duty, 'person' | 'notice' | 'kind' | 'at' | 'order'>): Duty => ({
  ...about,
  allowed: new Set(),
  always: new Set(),
  ...{ soonest: about.at[0], latest: about.at[1], begun: false, rested: false },
  ...{ matched: false, read: false, decided: false, decidedAt: null, open: [], ofHousehold: false },
  door: 'no',
})

/** In the inbox before: they have had it, sent or not. */
export const had: readonly string[] = [
  'told',
  'visit',
  'inbox',
  'dropped:read',
  'dropped:muted',
  'dropped:householdOff',
]
/** Decided when it is matched. */
export const atMatching: readonly string[] = ['none', 'dropped:muted', 'dropped:householdOff']

/** The whole list as wanted: what is absent ends now, what is new begins now. */
export function follow(person: Person, scopes: readonly string[], at: Span, order: number): void {
  const kept = person.follows.filter(({ scope }) => scopes.includes(scope))
  const ended = person.follows.filter(({ scope }) => !scopes.includes(scope))
  const added = scopes.filter((scope) => kept.every((one) => one.scope !== scope))
  person.past.push(...ended.map((one) => ({ ...one, until: at })))
  person.follows = [...kept, ...added.map((scope) => ({ scope, since: at, order }))]
}

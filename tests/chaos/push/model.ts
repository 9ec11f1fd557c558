import { afterQuiet, digestsAfter } from './hours'
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
  allowed: Set<Outcome>
  /** What was possible when it was matched, and stays so. */
  always: Set<Outcome>
  soonest: number
  latest: number
  matched: boolean
  read: boolean
  /** Nothing that happens now changes it. */
  decided: boolean
  /** Of a correction or an ending: what the person was told before, and was not decided then. */
  open: Duty[]
  ofHousehold: boolean
}

interface Follow {
  scope: string
  since: Span
}

export interface Person extends Someone {
  schedule: Schedule
  follows: Follow[]
  muted: Set<string>
  lives: boolean
  /** When the way of being told, or the clock, was moved back last. */
  movedAt: number
}

const dayMs = 86_400_000
/** Two digests of one name do not go: after a change of hour the next one may be left out. */
const unsettledMs = 9 * dayMs
/** In the inbox before: they have had it, sent or not. */
const had: readonly string[] = [
  'told',
  'visit',
  'inbox',
  'dropped:read',
  'dropped:muted',
  'dropped:householdOff',
]
/** Decided when it is matched. */
const atMatching: readonly string[] = ['none', 'dropped:muted', 'dropped:householdOff']
const gone: readonly Outcome[] = ['none', 'dropped:unsubscribed', 'dropped:noAccess']

export class Model {
  readonly people: ReadonlyMap<string, Person>
  readonly duties: Duty[] = []
  readonly notices = new Map<string, Notice>()
  #open = new Set<Duty>()
  #village: string

  constructor(village: string, schedules: ReadonlyMap<string, Schedule>, usual: Schedule) {
    this.#village = village
    this.people = new Map(
      everybody.map((one) => [
        one.id,
        {
          ...one,
          schedule: schedules.get(one.id) ?? usual,
          follows: [],
          muted: new Set<string>(),
          lives: one.household !== null,
          movedAt: Number.NEGATIVE_INFINITY,
        },
      ]),
    )
  }

  // What happens.

  follow(id: string, scopes: readonly string[], at: Span): void {
    const person = this.#person(id)
    const kept = person.follows.filter(({ scope }) => scopes.includes(scope))
    const known = new Set(kept.map(({ scope }) => scope))
    person.follows = [...kept, ...scopes.flatMap((scope) => (known.has(scope) ? [] : { scope, since: at }))]
    this.#changed(({ person }) => person === id, at)
  }

  reschedule(id: string, schedule: Schedule, at: Span): void {
    const person = this.#person(id)
    person.schedule = schedule
    person.movedAt = at[1]
    for (const duty of this.#open) {
      if (duty.person !== id) continue
      const [soonest, latest] = this.#due(duty, at[0])
      duty.soonest = Math.min(duty.soonest, soonest)
      duty.latest = latest
    }
    this.#changed((duty) => duty.person === id, at)
  }

  mute(id: string, muted: readonly string[], at: Span): void {
    this.#person(id).muted = new Set(muted)
    this.#changed(({ person }) => person === id, at)
  }

  /** Everything in the person's inbox. */
  read(id: string): void {
    for (const duty of this.#open) {
      if (duty.person !== id) continue
      duty.allowed.add('dropped:read')
      if (duty.matched) duty.read = true
      else duty.always.add('dropped:read')
    }
  }

  moveOut(id: string, at: Span): void {
    this.#person(id).lives = false
    this.#changed(() => true, at)
  }

  publish(notice: Notice, at: Span): void {
    this.notices.set(notice.id, notice)
    for (const person of this.people.values()) {
      const duty = this.#newDuty(person, notice, 'published', at)
      const follows = this.#follows(person, notice, at)
      const concerned = this.#concerned(person, notice)
      if (!concerned && (follows === 'no' || !this.#mayRead(person, notice))) continue
      duty.ofHousehold = this.#ofHousehold(person, notice)
      if (!concerned && follows === 'perhaps') for (const one of gone) duty.always.add(one)
      this.#add(duty)
    }
  }

  correct(id: string, at: Span): void {
    const notice = this.#notice(id)
    for (const duty of this.#open) {
      // Whoever has read it and was not told yet finds it unread again.
      if (duty.notice !== notice || !duty.read) continue
      duty.read = false
      duty.allowed.add('dropped:read')
      duty.always.add('dropped:read')
    }
    this.#again(notice, 'corrected', at)
  }

  end(id: string, kind: 'withdrawn' | 'takenDown', tell: boolean, at: Span): void {
    const notice = this.#notice(id)
    notice.state = kind
    this.#changed((duty) => duty.notice === notice, at)
    if (tell) this.#again(notice, kind, at)
  }

  /** The clock was moved. */
  moved(now: number, back: boolean): void {
    if (back) for (const person of this.people.values()) person.movedAt = now
    for (const duty of this.#open) {
      if (back && duty.latest > now) duty.latest = Math.max(duty.latest, this.#due(duty, duty.at[1])[1])
      this.#expire(duty, now)
    }
  }

  /** Everything that was due by now has been decided. */
  rest(now: number): void {
    for (const duty of [...this.#open]) {
      this.#expire(duty, now)
      if (!duty.matched) this.#settleMatching(duty, now)
      if (duty.decided) continue
      // Made up in the person's night, it waits for the morning.
      const { schedule } = this.#person(duty.person)
      const morning = this.#isEmergency(duty) ? now : afterQuiet(schedule, now)
      if (now >= duty.latest && morning > now) duty.latest = morning
      if (now >= duty.latest) this.#decide(duty)
      else if (now < duty.soonest) {
        duty.allowed = new Set([...this.#evaluate(duty), ...duty.always])
        const [soonest] = this.#due(duty, now)
        if (this.#person(duty.person).movedAt > Number.NEGATIVE_INFINITY)
          duty.soonest = Math.min(soonest, duty.latest)
      }
    }
  }

  // What follows from it.

  #settleMatching(duty: Duty, now: number): void {
    duty.matched = true
    const waited = duty.open.filter((one) => !one.decided && now < one.soonest)
    if (waited.length > 0) {
      // Their earlier message will say what is current.
      duty.allowed = new Set(['none'])
    } else if (duty.open.length > 0) {
      for (const one of ['none', 'dropped:told'] as const) duty.always.add(one)
    }
    for (const one of duty.always) duty.allowed.add(one)
    for (const one of duty.allowed) if (atMatching.includes(one)) duty.always.add(one)
    if ([...duty.allowed].every((one) => atMatching.includes(one))) this.#decide(duty)
  }

  /** Whoever has had it before. */
  #again(notice: Notice, kind: Kind, at: Span): void {
    for (const person of this.people.values()) {
      const earlier = this.duties.filter((one) => one.notice === notice && one.person === person.id)
      const perhaps = earlier.filter(
        (one) => !one.decided || [...one.allowed].some((how) => had.includes(how)),
      )
      const ofHousehold = earlier.some((one) => one.ofHousehold)
      // Of what was told because of a household, the correction is told there too, account or not.
      const still = ofHousehold && this.#ofHousehold(person, notice)
      if (perhaps.length === 0 || !(this.#mayRead(person, notice) || still)) continue
      const duty = this.#newDuty(person, notice, kind, at)
      duty.ofHousehold = ofHousehold
      duty.open = perhaps.filter((one) => !one.decided)
      const sure = perhaps.some((one) => one.decided && [...one.allowed].every((how) => had.includes(how)))
      if (!sure) for (const one of gone) duty.always.add(one)
      // Of an ending those hear who have had it; what waits is not said any more.
      if (kind !== 'corrected' && duty.open.length > 0) duty.always.add('none')
      if (kind !== 'corrected') duty.open = []
      this.#add(duty)
    }
  }

  #newDuty(person: Person, notice: Notice, kind: Kind, at: Span): Duty {
    return {
      ...{ person: person.id, notice, kind, at, allowed: new Set<Outcome>(), always: new Set<Outcome>() },
      ...{ soonest: at[0], latest: at[1], matched: false, read: false, decided: false, open: [] },
      ofHousehold: false,
    }
  }

  #add(duty: Duty): void {
    ;[duty.soonest, duty.latest] = this.#due(duty, duty.at[0])
    duty.latest = Math.max(duty.latest, this.#due(duty, duty.at[1])[1])
    duty.allowed = new Set([...this.#evaluate(duty), ...duty.always])
    this.duties.push(duty)
    this.#open.add(duty)
  }

  #decide(duty: Duty): void {
    duty.decided = true
    this.#open.delete(duty)
  }

  #changed(which: (duty: Duty) => boolean, at: Span): void {
    for (const duty of this.#open) {
      if (!which(duty)) continue
      this.#expire(duty, at[1])
      for (const one of this.#evaluate(duty)) duty.allowed.add(one)
    }
  }

  #expire(duty: Duty, now: number): void {
    const until = this.#validUntil(duty)
    if (until !== null && now >= until) duty.allowed.add('dropped:expired')
  }

  /** Endings hold for good. */
  #validUntil = ({ kind, notice }: Duty): number | null =>
    kind === 'published' || kind === 'corrected' ? notice.validUntil : null

  #isEmergency = ({ kind, notice }: Duty): boolean =>
    notice.sort.emergency && (kind === 'published' || kind === 'corrected')

  /** The first and the last moment at which it is told, as things stand from `from` on. */
  #due(duty: Duty, from: number): Span {
    const { schedule, movedAt } = this.#person(duty.person)
    if (this.#isEmergency(duty)) return [from, from]
    const [next = from, second = from] = digestsAfter(schedule, from, 2)
    const until = this.#validUntil(duty)
    if (schedule.frequency === 'immediate' || (until !== null && until <= next)) {
      const goes = afterQuiet(schedule, from)
      return [goes, goes]
    }
    return [next, from - movedAt < unsettledMs ? second : next]
  }

  #evaluate(duty: Duty): Outcome[] {
    const { notice, kind } = duty
    const person = this.#person(duty.person)
    const stands = kind === 'published' || kind === 'corrected' ? 'published' : kind
    if (notice.state !== stands)
      return [`dropped:${notice.state}`, ...(duty.matched ? [] : ['none' as const])]
    const until = this.#validUntil(duty)
    if (until !== null && duty.soonest >= until) return ['dropped:expired']
    if (duty.read) return ['dropped:read']
    const follows = kind === 'published' && this.#follows(person, notice, duty.at) !== 'no'
    const received = kind !== 'published' && this.#mayRead(person, notice)
    const readable = (follows && this.#mayRead(person, notice)) || received
    const household = this.#ofHousehold(person, notice) && (kind === 'published' || duty.ofHousehold)
    const emergency = this.#isEmergency(duty)
    const concerned = household || (kind === 'published' && emergency && person.lives)
    if (!readable && !concerned) return [...gone]
    if (!emergency && this.#isMuted(person, notice)) return ['dropped:muted']
    if (!emergency && !person.schedule.household && household && !readable) return ['dropped:householdOff']
    return [this.#reached(person, duty, emergency || household)]
  }

  #reached(person: Person, duty: Duty, urgent: boolean): Outcome {
    const emergency = this.#isEmergency(duty)
    const { channels } = person.schedule
    const byWechat = person.wechat && (channels.includes('wechat') || emergency)
    const bySms = person.phone !== null && urgent && (channels.includes('sms') || emergency)
    // Who has ended e-mail gets none, whatever happens.
    const byEmail = person.email !== null && channels.includes('email')
    if (byWechat || bySms || byEmail) return 'told'
    return duty.notice.visit && (duty.kind === 'published' || duty.kind === 'corrected') ? 'visit' : 'inbox'
  }

  #follows({ follows }: Person, { sort }: Notice, at: Span): 'yes' | 'perhaps' | 'no' {
    const scopes = scopesOf(this.#village, sort)
    const own = follows.filter(({ scope }) => scopes.includes(scope))
    if (own.some(({ since }) => since[1] <= at[0])) return 'yes'
    return own.some(({ since }) => since[0] <= at[1]) ? 'perhaps' : 'no'
  }

  #mayRead = (person: Person, { sort }: Notice): boolean =>
    !sort.villagersOnly || (person.lives && person.hasAccount)

  /** By a row of their household, or as the head of one where nobody has an account. */
  #ofHousehold(person: Person, notice: Notice): boolean {
    const { household } = person
    if (!person.lives || household === null || !notice.households.has(household)) return false
    if (person.hasAccount) return true
    const home = [...this.people.values()].filter((one) => one.lives && one.household === household)
    return notice.visit && !home.some(({ hasAccount }) => hasAccount) && home[0] === person
  }

  #concerned = (person: Person, notice: Notice): boolean =>
    this.#ofHousehold(person, notice) || (notice.sort.emergency && person.lives)

  #isMuted = ({ muted }: Person, { id, sort }: Notice): boolean =>
    muted.has(`notice:${id}`) || muted.has(`item:${sort.item}`)

  #person(id: string): Person {
    const found = this.people.get(id)
    if (!found) throw new RangeError(id)
    return found
  }

  #notice(id: string): Notice {
    const found = this.notices.get(id)
    if (!found) throw new RangeError(id)
    return found
  }
}

/** What may be followed: the village, a category or an item of it, and the township with all its villages. */
export const scopesOf = (village: string, { category, item }: Sort): string[] => [
  village,
  `${village}/${category}`,
  `${village}#${item}`,
  `${village.slice(0, 9)}+`,
]

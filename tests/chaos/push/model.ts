import { Doors } from './doors'
import {
  atMatching,
  type Duty,
  follow,
  had,
  type Kind,
  type Notice,
  newDuty,
  type Outcome,
  type Person,
  peopleAtFirst,
  type Span,
} from './duties'
import { gone, Promises } from './promises'
import { announced, isDoneAtRest, moved, rescheduled, waits } from './timing'
import type { Schedule } from './world'

export class Model {
  readonly people: ReadonlyMap<string, Person>
  readonly duties: Duty[] = []
  readonly notices = new Map<string, Notice>()
  readonly doors = new Doors()
  #open = new Set<Duty>()
  #order = 0
  /** Published since the last rest. */
  #fresh = new Map<Notice, { at: Span; order: number }>()
  #promises: Promises

  constructor(village: string, schedules: ReadonlyMap<string, Schedule>, usual: Schedule) {
    this.people = peopleAtFirst(schedules, usual)
    this.#promises = new Promises(village, this.people)
  }

  follow(id: string, scopes: readonly string[], at: Span): void {
    this.#order += 1
    const person = this.#promises.person(id)
    follow(person, scopes, at, this.#order)
    this.#changed(({ person }) => person === id, at)
    // What was published a moment ago, by the clock before this.
    this.#tellFresh((one) => one === person)
  }

  reschedule(id: string, schedule: Schedule, at: Span): void {
    const person = this.#promises.person(id)
    person.schedule = schedule
    person.movedAt = at[1]
    for (const duty of this.#open) {
      if (duty.person === id) rescheduled(duty, this.#promises, at[0])
    }
    this.#changed((duty) => duty.person === id, at)
  }

  mute(id: string, muted: readonly string[], at: Span): void {
    this.#promises.person(id).muted = new Set(muted)
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

  /** Who stands for the household after them may be told of what was published a moment ago. */
  moveOut(id: string, at: Span): void {
    const person = this.#promises.person(id)
    person.lives = false
    person.movedOut = at[1]
    this.#changed(() => true, at)
    this.#tellFresh((one, notice) => this.#promises.ofHousehold(one, notice), gone)
  }

  /** Of what is not matched yet, whom it concerns now. */
  #tellFresh(whom: (person: Person, notice: Notice) => boolean, also: readonly Outcome[] = []): void {
    for (const [notice, { at, order }] of this.#fresh) {
      for (const person of this.people.values()) {
        const known = this.#of(notice).some((one) => one.person === person.id)
        if (!known && whom(person, notice)) this.#tell(person, notice, at, order, also)
      }
    }
  }

  publish(notice: Notice, at: Span): void {
    this.notices.set(notice.id, notice)
    this.#order += 1
    this.#fresh.set(notice, { at, order: this.#order })
    for (const person of this.people.values()) this.#tell(person, notice, at, this.#order)
  }

  #tell(person: Person, notice: Notice, at: Span, order: number, also: readonly Outcome[] = []): void {
    const duty = { ...this.#newDuty(person, notice, 'published', at), order, always: new Set(also) }
    const follows = this.#promises.follows(person, duty)
    const concerned = this.#promises.concerned(person, notice)
    if (!concerned && (follows === 'no' || !this.#promises.mayRead(person, notice))) return
    duty.ofHousehold = this.#promises.ofHousehold(person, notice)
    if (!concerned && follows === 'perhaps') for (const one of gone) duty.always.add(one)
    this.#add(duty)
  }

  correct(id: string, at: Span): void {
    const notice = this.#notice(id)
    for (const duty of this.#open) {
      // Whoever has read it and was not told yet finds it unread again.
      if (duty.notice !== notice || !duty.read) continue
      duty.read = false
      for (const one of [...this.#evaluate(duty), 'dropped:read' as const]) duty.allowed.add(one)
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

  /** A channel has refused for good, or has run out of what it needs: what was due may have ended without it. */
  mayMiss(id: string, now: number): void {
    for (const duty of this.#open) {
      if (duty.person !== id || waits(duty, now) || !duty.allowed.has('told')) continue
      const end = this.#promises.endOf(duty)
      duty.allowed.add(end)
      duty.always.add(end)
    }
  }

  /** The clock was moved. */
  moved(now: number, ms: number): void {
    if (ms < 0) for (const person of this.people.values()) person.movedAt = now
    for (const duty of this.#open) {
      moved(duty, this.#promises, now, ms)
      this.#expire(duty, now)
    }
  }

  /** Everything that was due by now has been decided. */
  rest(now: number): void {
    this.#fresh.clear()
    for (const duty of [...this.#open]) {
      this.#expire(duty, now)
      if (!duty.matched) this.#settleMatching(duty, now)
      if (duty.decided) continue
      if (isDoneAtRest(duty, this.#promises, now)) this.#decide(duty, now)
      else if (!duty.begun) {
        duty.allowed = new Set([...this.#evaluate(duty), ...duty.always])
        const [soonest] = this.#promises.due(duty, now)
        if (this.#promises.person(duty.person).movedAt > Number.NEGATIVE_INFINITY)
          duty.soonest = Math.min(soonest, duty.latest)
      }
    }
  }

  // What follows from it.

  #settleMatching(duty: Duty, now: number): void {
    duty.matched = true
    const waited = duty.open.filter((one) => !one.decided && waits(one, now))
    if (waited.some(({ allowed }) => !allowed.has('dropped:muted'))) {
      // Their earlier message will say what is current.
      duty.allowed = new Set(['none'])
    } else if (waited.length > 0) {
      // What was muted when it was matched waits for nothing, and lies in the inbox.
      duty.always.add('none')
    } else if (duty.open.length > 0) {
      for (const one of ['none', 'dropped:told'] as const) duty.always.add(one)
    }
    for (const one of duty.always) duty.allowed.add(one)
    for (const one of duty.allowed) if (atMatching.includes(one)) duty.always.add(one)
    if ([...duty.allowed].every((one) => atMatching.includes(one))) this.#decide(duty, now)
  }

  /** Whoever has had it before. */
  #again(notice: Notice, kind: Kind, at: Span): void {
    for (const person of this.people.values()) {
      const earlier = this.#of(notice).filter((one) => one.person === person.id)
      const perhaps = earlier.filter(
        (one) => !one.decided || [...one.allowed].some((how) => had.includes(how)),
      )
      const ofHousehold = earlier.some((one) => one.ofHousehold)
      // Of what was told because of a household, the correction is told there too, account or not.
      const still = ofHousehold && this.#promises.ofHousehold(person, notice)
      if (perhaps.length === 0 || !(this.#promises.mayRead(person, notice) || still)) continue
      const duty = this.#newDuty(person, notice, kind, at)
      duty.ofHousehold = ofHousehold
      this.doors.see(duty, person, earlier)
      duty.open = perhaps.filter((one) => !one.decided)
      const sure = perhaps.some((one) => one.decided && [...one.allowed].every((how) => had.includes(how)))
      if (!sure) for (const one of gone) duty.always.add(one)
      // Of an ending those hear who have had it; what waits is not said any more.
      if (kind !== 'corrected' && duty.open.length > 0) duty.always.add('none')
      if (kind !== 'corrected') duty.open = []
      this.#add(duty)
    }
  }

  #newDuty = ({ id: person }: Person, notice: Notice, kind: Kind, at: Span): Duty =>
    newDuty({ person, notice, kind, at, order: this.#order })

  #add(duty: Duty): void {
    announced(duty, this.#promises)
    duty.allowed = new Set([...this.#evaluate(duty), ...duty.always])
    this.duties.push(duty)
    this.#of(duty.notice).push(duty)
    this.#open.add(duty)
    if (this.#promises.person(duty.person).phone !== null)
      this.#changed(({ person }) => person === duty.person, duty.at)
  }

  #byNotice = new Map<Notice, Duty[]>()

  #of(notice: Notice): Duty[] {
    if (!this.#byNotice.has(notice)) this.#byNotice.set(notice, [])
    return this.#byNotice.get(notice) as Duty[]
  }

  #evaluate = (duty: Duty): Outcome[] => this.#promises.evaluate(duty, this.#open)

  #decide(duty: Duty, now: number): void {
    duty.decided = true
    duty.decidedAt = now
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
    const until = this.#promises.validUntil(duty)
    if (until !== null && now >= until) duty.allowed.add('dropped:expired')
  }

  #notice(id: string): Notice {
    const found = this.notices.get(id)
    if (!found) throw new RangeError(id)
    return found
  }
}

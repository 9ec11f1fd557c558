import { type Duty, type Notice, type Outcome, type Person, type Span, scopesOf } from './duties'
import { afterQuiet, digestsAfter } from './hours'

const dayMs = 86_400_000
/** Two digests of one name do not go: after a change of hour the next one may be left out. */
const unsettledMs = 9 * dayMs
/** Whom it does not concern any more. */
export const gone: readonly Outcome[] = ['none', 'dropped:unsubscribed', 'dropped:noAccess']

/** What is due to a person, when, and by what, as things stand. */
export class Promises {
  #village: string
  #people: ReadonlyMap<string, Person>

  constructor(village: string, people: ReadonlyMap<string, Person>) {
    this.#village = village
    this.#people = people
  }

  /** Endings hold for good. */
  validUntil = ({ kind, notice }: Duty): number | null =>
    kind === 'published' || kind === 'corrected' ? notice.validUntil : null

  /** A false alarm is taken back as fast as it was given. */
  isEmergency = ({ kind, notice }: Duty): boolean => notice.sort.emergency && kind !== 'takenDown'

  /** The first and the last moment at which it is told, as things stand from `from` on. */
  due(duty: Duty, from: number): Span {
    const { schedule, movedAt } = this.person(duty.person)
    if (this.isEmergency(duty)) return [from, from]
    const [next = from, second = from] = digestsAfter(schedule, from, 2)
    const until = this.validUntil(duty)
    if (schedule.frequency === 'immediate' || (until !== null && until <= next)) {
      const goes = afterQuiet(schedule, from)
      return [goes, goes]
    }
    return [next, from - movedAt < unsettledMs ? second : next]
  }

  /** By SMS goes what is urgent, and what stands in the same message. */
  evaluate(duty: Duty, open: Iterable<Duty>): Outcome[] {
    const found = this.#alone(duty)
    if (this.person(duty.person).phone === null || !found.includes(this.endOf(duty))) return found
    const beside = [...open].some(
      (one) =>
        one !== duty && one.person === duty.person && one.allowed.has('told') && !this.isEmergency(one),
    )
    return beside ? [...found, 'told'] : found
  }

  #alone(duty: Duty): Outcome[] {
    const { notice, kind } = duty
    const person = this.person(duty.person)
    const stands = kind === 'published' || kind === 'corrected' ? 'published' : kind
    if (notice.state !== stands)
      return [`dropped:${notice.state}`, ...(duty.matched ? [] : ['none' as const])]
    const follows = kind === 'published' ? this.follows(person, duty) : 'no'
    const received = kind !== 'published' && this.mayRead(person, notice)
    const readable = (follows !== 'no' && this.mayRead(person, notice)) || received
    const household = this.ofHousehold(person, notice) && (kind === 'published' || duty.ofHousehold)
    const emergency = this.isEmergency(duty)
    const concerned = household || (kind === 'published' && emergency && person.lives)
    const until = this.validUntil(duty)
    const late: Outcome[] =
      until !== null && duty.soonest >= until ? ['dropped:expired'] : duty.read ? ['dropped:read'] : []
    // Whom it concerns and who has muted it is asked when it is matched, and its end only later.
    if (duty.matched && late.length > 0) return late
    if (!readable && !concerned) return [...gone]
    if (!emergency && this.#isMuted(person, notice)) return ['dropped:muted']
    if (!emergency && !person.schedule.household && household && !readable) return ['dropped:householdOff']
    if (late.length > 0) return late
    const perhaps = follows === 'perhaps' && !concerned ? gone : []
    return [this.#reached(person, duty, emergency || household), ...perhaps]
  }

  #reached(person: Person, duty: Duty, urgent: boolean): Outcome {
    const emergency = this.isEmergency(duty)
    const { channels } = person.schedule
    const byWechat = person.wechat && (channels.includes('wechat') || emergency)
    const bySms = person.phone !== null && urgent && (channels.includes('sms') || emergency)
    // Who has ended e-mail gets none, whatever happens.
    const byEmail = person.email !== null && channels.includes('email')
    if (byWechat || bySms || byEmail) return 'told'
    return this.endOf(duty)
  }

  /** Where it ends when no channel takes it. */
  endOf = (duty: Duty): Outcome => (this.#isVisited(duty) ? 'visit' : 'inbox')

  /** A false alarm is taken back at the doors where it was told. */
  #isVisited({ notice, kind, door }: Duty): boolean {
    if (!notice.visit || kind === 'takenDown') return false
    return kind === 'withdrawn' ? notice.sort.emergency && door !== 'no' : true
  }

  /** Whoever subscribed later, by a clock that was put back, may be told or not. */
  follows({ follows }: Person, { notice, at, order }: Duty): 'yes' | 'perhaps' | 'no' {
    const scopes = scopesOf(this.#village, notice.sort)
    const own = follows.filter(({ scope }) => scopes.includes(scope))
    if (own.some((one) => one.since[1] <= at[0] && one.order < order)) return 'yes'
    return own.some(({ since }) => since[0] <= at[1]) ? 'perhaps' : 'no'
  }

  mayRead = (person: Person, { sort }: Notice): boolean =>
    !sort.villagersOnly || (person.lives && person.hasAccount)

  /** By a row of their household, or as the head of one where nobody has an account. */
  ofHousehold(person: Person, notice: Notice): boolean {
    const { household } = person
    if (!person.lives || household === null || !notice.households.has(household)) return false
    if (person.hasAccount) return true
    const home = [...this.#people.values()].filter((one) => one.lives && one.household === household)
    return notice.visit && !home.some(({ hasAccount }) => hasAccount) && home[0] === person
  }

  concerned = (person: Person, notice: Notice): boolean =>
    this.ofHousehold(person, notice) || (notice.sort.emergency && person.lives)

  #isMuted = ({ muted }: Person, { id, sort }: Notice): boolean =>
    muted.has(`notice:${id}`) || muted.has(`item:${sort.item}`)

  person(id: string): Person {
    const found = this.#people.get(id)
    if (!found) throw new RangeError(id)
    return found
  }
}

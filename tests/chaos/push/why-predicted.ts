import type { Duty, Person } from './duties'

const time = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '-')

/** What the prediction went by: when it was due and taken for done, what the person followed, and until when they lived there. */
export function whyPredicted(duty: Duty, person: Person | undefined): string {
  const { allowed, at, soonest, latest, decidedAt, begun, rested } = duty
  const { frequency, hour, weekday, quietFrom, quietTo } = person?.schedule ?? {}
  const follows = [...(person?.past ?? []), ...(person?.follows ?? [])].map(
    ({ scope, since, until }) => `${scope} ${time(since[0])} to ${until ? time(until[1]) : '-'}`,
  )
  return [
    `{${[...allowed].join('|')}} announced ${time(at[0])}, due ${time(soonest)} to ${time(latest)}`,
    `done ${decidedAt === null ? '-' : time(decidedAt)}${begun ? ', begun' : ''}${rested ? ', rested' : ''}`,
    `at last ${frequency} ${hour} ${weekday}, quiet ${quietFrom}-${quietTo}`,
    `lives there ${person?.household ? `until ${person.movedOut === null ? '-' : time(person.movedOut)}` : 'never'}`,
    `follows ${follows.join(', ') || 'nothing'}`,
  ].join('; ')
}

import type { OutwardChannel } from '@hutang/shared'
import { type Place, places } from './processes'
import { type Random, randomBy } from './random'
import { type Schedule, scarce, withAccounts } from './world'

/** What is named by a number between 0 and 1 is chosen from what there is when it happens. */
export type Happening =
  | { kind: 'publish'; sort: number; households: number; visit: boolean; validHours: number | null }
  | { kind: 'correct'; notice: number; size: 'minor' | 'major' }
  | { kind: 'withdraw'; notice: number; tell: boolean }
  | { kind: 'takeDown'; notice: number; tell: boolean }
  | { kind: 'follow'; person: string; scopes: readonly number[] }
  | { kind: 'schedule'; person: string; schedule: Schedule }
  | { kind: 'mute'; person: string; notice: number | null; item: number | null }
  | { kind: 'read'; person: string }
  | { kind: 'tick'; visit: number }
  | { kind: 'moveOut'; person: number }
  | { kind: 'grant'; person: string; times: number }
  | { kind: 'jump'; ms: number }
  | { kind: 'fault'; fault: Fault }
  | { kind: 'kill'; place: Place | 'holder' }
  | { kind: 'rest' }

/** `refuse`: no connection at all; `reset`: it breaks after the request was written, before or after its effect. */
type Broken = 'slow' | 'refuse' | 'reset' | 'http500' | 'silence'
/** `busy`: later; `rate`: too quick; `token`: what the call is signed with has run out; `no`: for good. */
type Answered = 'busy' | 'rate' | 'token' | 'no'

export interface Fault {
  vendor: 'wechat' | 'tencent' | 'aliyun' | 'smtp'
  mode: Broken | Answered
  /** What was asked is done, only the answer is lost. */
  after: boolean
  times: number
}

/** Without its chaos a run shows whether driver and model agree at all. */
export interface Wildness {
  kills: boolean
  faults: boolean
  back: boolean
}

const minute = 60_000
const hour = 60 * minute

type Weighed = readonly [weight: number, make: (random: Random) => Happening]

const anybody = (random: Random) => random.pick(withAccounts).id

const channelLists: readonly (readonly OutwardChannel[])[] = [
  ['wechat', 'sms', 'email'],
  ['wechat', 'sms', 'email'],
  ['email', 'wechat'],
  ['wechat'],
  ['email'],
  [],
]

const aSchedule = (random: Random): Schedule => ({
  frequency: random.pick(['immediate', 'immediate', 'daily', 'weekly']),
  hour: random.pick(['06:00', '08:00', '12:30', '18:30', '22:30']),
  weekday: random.int(1, 7),
  channels: [...random.pick(channelLists)],
  ...random.pick([
    { quietFrom: '22:00', quietTo: '07:00' },
    { quietFrom: '22:00', quietTo: '07:00' },
    { quietFrom: '12:00', quietTo: '14:00' },
    { quietFrom: '00:00', quietTo: '00:00' },
  ]),
  household: random.chance(0.8),
})

const modes: readonly Fault['mode'][] = [
  ...(['slow', 'refuse', 'reset', 'reset', 'http500', 'silence'] as const),
  ...(['busy', 'rate', 'token', 'no'] as const),
]

const aFault = (random: Random): Fault => ({
  vendor: random.pick(['wechat', 'wechat', 'tencent', 'aliyun', 'smtp', 'smtp']),
  mode: random.pick(modes),
  after: random.chance(0.5),
  times: random.int(1, 3),
})

const calm: readonly Weighed[] = [
  [
    20,
    (random) => ({
      kind: 'publish',
      sort: random.next(),
      households: random.next(),
      visit: random.chance(0.5),
      validHours: random.chance(0.15) ? random.int(1, 30) : null,
    }),
  ],
  [
    8,
    (random) => ({ kind: 'correct', notice: random.next(), size: random.pick(['minor', 'major', 'major']) }),
  ],
  [3, (random) => ({ kind: 'withdraw', notice: random.next(), tell: random.chance(0.5) })],
  [2, (random) => ({ kind: 'takeDown', notice: random.next(), tell: random.chance(0.5) })],
  [
    9,
    (random) => ({
      kind: 'follow',
      person: anybody(random),
      scopes: Array.from({ length: random.int(0, 3) }, () => random.next()),
    }),
  ],
  [7, (random) => ({ kind: 'schedule', person: anybody(random), schedule: aSchedule(random) })],
  [
    3,
    (random) => ({
      kind: 'mute',
      person: anybody(random),
      notice: random.chance(0.5) ? random.next() : null,
      item: random.chance(0.3) ? random.next() : null,
    }),
  ],
  [4, (random) => ({ kind: 'read', person: anybody(random) })],
  [4, (random) => ({ kind: 'tick', visit: random.next() })],
  [3, (random) => ({ kind: 'grant', person: random.pick(scarce), times: random.int(1, 4) })],
  [0.3, (random) => ({ kind: 'moveOut', person: random.next() })],
  [
    9,
    (random) => ({
      kind: 'jump',
      ms: random.pick([random.int(1, 50) * minute, random.int(1, 9) * hour, random.int(9, 40) * hour]),
    }),
  ],
]

/** A rest takes time: a long run has fewer of them, one in fifty events. */
const restIn = (count: number): Weighed => [Math.max(2, Math.min(12, 3000 / count)), () => ({ kind: 'rest' })]

const back: Weighed = [2, (random) => ({ kind: 'jump', ms: -random.int(1, 40) * minute })]
const fault: Weighed = [5, (random) => ({ kind: 'fault', fault: aFault(random) })]
const kill: Weighed = [
  4,
  (random) => ({ kind: 'kill', place: random.pick([...places, 'holder', 'worker1']) }),
]

/** The same for the same seed. */
export function happenings(seed: number, count: number, wild: Wildness): Happening[] {
  const random = randomBy(seed)
  const all = [
    ...calm,
    restIn(count),
    ...(wild.back ? [back] : []),
    ...(wild.faults ? [fault] : []),
    ...(wild.kills ? [kill] : []),
  ]
  const total = all.reduce((sum, [weight]) => sum + weight, 0)
  return Array.from({ length: count }, () => {
    let at = random.next() * total
    const [, make] =
      all.find(([weight]) => {
        at -= weight
        return at < 0
      }) ?? (all[0] as Weighed)
    return make(random)
  })
}

import type { Came, Channel, Line } from './arrived'
import type { Kind } from './duties'
import { judge, type Verdict } from './judge'
import type { Said } from './ledger'
import { Model } from './model'
import { sorts } from './sorts'
import { type Schedule, village } from './world'

// An invented run, for the judge's own tests.

export const at = Date.parse('2030-11-22T02:00:00Z')
export const second = 1000
export const schedule: Schedule = {
  ...{ frequency: 'immediate', hour: '18:30', weekday: 1, household: true },
  channels: ['wechat', 'sms', 'email'],
  ...{ quietFrom: '22:00', quietTo: '07:00' },
}

/** w0 and e0 follow the village, and n1 is published: both are told at once. */
function world(): Model {
  const model = new Model(village, new Map(), schedule)
  for (const id of ['w0', 'e0']) model.follow(id, [village], [at, at])
  publish(model, 'n1')
  return model
}

interface About {
  visit?: boolean
  sort?: number
  households?: readonly string[]
}

export function announce(model: Model, id: string, when: number, more: About = {}): void {
  const sort = sorts[more.sort ?? 0]
  if (!sort) throw new RangeError(String(more.sort))
  const notice = {
    id,
    sort,
    state: 'published' as const,
    households: new Set(more.households),
    validUntil: null,
  }
  model.publish({ ...notice, visit: more.visit ?? false }, [when, when])
}

export function publish(model: Model, id: string, more: About = {}): void {
  announce(model, id, at + second, more)
  model.rest(at + 60 * second)
}

export const said = (person: string, outcome = 'told', notice = 'n1', kind: Kind = 'published'): Said => ({
  ...{ person, outcome, notice, kind, at },
})

export const came = (person: string, channel: Channel, lines: readonly (string | null)[] = ['n1']): Came => ({
  ...{ person, channel, at, state: 'here', unsure: false },
  lines: lines.map((notice): Line => ({ notice, kind: 'published' })),
})

export const right = {
  came: [came('w0', 'wechat'), came('e0', 'email')],
  said: [said('w0'), said('e0')],
  unknown: 0,
  mostUnknown: 0,
  withoutGrant: 0,
}

export const verdictOf = (given: Partial<typeof right>, model = world()): Verdict =>
  judge({ model, ...right, ...given })

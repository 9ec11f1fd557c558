import { describe, expect, it } from '@jest/globals'
import type { Came, Channel, Line } from './push/arrived'
import type { Kind } from './push/duties'
import { isRight, judge, type Verdict } from './push/judge'
import type { Said } from './push/ledger'
import { Model } from './push/model'
import { sorts } from './push/sorts'
import { type Schedule, village } from './push/world'

// What is wrong with an invented run has to be found: a judge that finds nothing would be worth nothing.

const at = Date.parse('2030-11-22T02:00:00Z')
const second = 1000
const schedule: Schedule = {
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

function announce(model: Model, id: string, when: number, more: About = {}): void {
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

function publish(model: Model, id: string, more: About = {}): void {
  announce(model, id, at + second, more)
  model.rest(at + 60 * second)
}

const said = (person: string, outcome = 'told', notice = 'n1', kind: Kind = 'published'): Said => ({
  ...{ person, outcome, notice, kind, at },
})

const came = (person: string, channel: Channel, lines: readonly (string | null)[] = ['n1']): Came => ({
  ...{ person, channel, at, state: 'here', unsure: false },
  lines: lines.map((notice): Line => ({ notice, kind: 'published' })),
})

const right = {
  came: [came('w0', 'wechat'), came('e0', 'email')],
  said: [said('w0'), said('e0')],
  unknown: 0,
  mostUnknown: 0,
  withoutGrant: 0,
}

const verdictOf = (given: Partial<typeof right>, model = world()): Verdict =>
  judge({ model, ...right, ...given })

describe('the judge of a chaos run', () => {
  it('finds nothing in a run where everybody is told once', () => {
    const verdict = verdictOf({})
    expect(verdict).toMatchObject({
      expected: 2,
      delivered: 2,
      lost: 0,
      duplicated: 0,
      differs: 0,
      wrong: [],
    })
    expect(isRight(verdict)).toBe(true)
  })

  const wrong: [string, Partial<typeof right>, Partial<Verdict>][] = [
    [
      'a message that never came, though the service says so',
      { came: [came('w0', 'wechat')] },
      { lost: 1, duplicated: 0 },
    ],
    [
      'one that the service knows nothing of',
      { came: [came('w0', 'wechat')], said: [said('w0')] },
      { lost: 2 },
    ],
    [
      'one that came twice by the same channel',
      { came: [...right.came, came('w0', 'wechat')] },
      { duplicated: 2, lost: 0 },
    ],
    [
      'one that came by two channels where nothing was spoiled',
      { came: [...right.came, came('w0', 'email')] },
      { duplicated: 1 },
    ],
    [
      'one that came twice, once in a digest',
      { came: [...right.came, came('w0', 'wechat', [null])] },
      { duplicated: 2 },
    ],
    ['one that nobody should get', { came: [...right.came, came('m0', 'wechat')] }, { duplicated: 2 }],
    [
      'one on the visit list instead',
      { came: [came('w0', 'wechat')], said: [said('w0'), said('e0', 'visit')] },
      { visits: 1, differs: 1, lost: 1 },
    ],
    [
      'one that was dropped for no reason',
      { came: [came('w0', 'wechat')], said: [said('w0'), said('e0', 'dropped:muted')] },
      { dropped: { muted: 1 }, differs: 1, lost: 1 },
    ],
    [
      'one that the service has not done with',
      { came: [came('w0', 'wechat')], said: [said('w0'), said('e0', 'still pending')] },
      { differs: 1, lost: 1 },
    ],
    [
      'an unknown where nothing was spoiled or killed',
      { came: [came('w0', 'wechat')], said: [said('w0'), said('e0', 'unknown')], unknown: 1 },
      { unknown: 1 },
    ],
    ['a call that the person had not granted', { withoutGrant: 1 }, { lost: 0, duplicated: 0 }],
  ]
  it.each(wrong)('finds %s', (_, given, expected) => {
    const verdict = verdictOf(given)
    expect(verdict).toMatchObject(expected)
    expect(isRight(verdict)).toBe(false)
  })

  it('takes an unknown for either where a call was spoiled', () => {
    const unknown = { said: [said('w0'), said('e0', 'unknown')], unknown: 1, mostUnknown: 1 }
    for (const more of [[], [came('e0', 'email')]])
      expect(verdictOf({ ...unknown, came: [came('w0', 'wechat'), ...more] }).wrong).toEqual([])
  })

  describe('of what goes with a digest', () => {
    const day = 86_400_000
    /** n1 is announced; two evenings go by, w0 unsubscribes, and another evening goes by. */
    const evenings = ({ restBefore }: { restBefore: boolean }) => {
      const model = new Model(village, new Map(), { ...schedule, frequency: 'daily' })
      model.follow('w0', [village], [at, at])
      announce(model, 'n1', at + second)
      if (restBefore) model.rest(at + 60 * second)
      model.moved(at + 2 * day, 2 * day)
      model.rest(at + 2 * day)
      model.follow('w0', [], [at + 2 * day, at + 2 * day])
      model.moved(at + 3 * day, day)
      model.rest(at + 3 * day)
      return model
    }
    const unsubscribed = { came: [], said: [said('w0', 'dropped:unsubscribed')] }
    const told = { came: [came('w0', 'wechat')], said: [said('w0')] }

    it('knows that the digests before the first rest may have been made without it', () => {
      const model = evenings({ restBefore: false })
      for (const given of [unsubscribed, told]) expect(verdictOf(given, model).wrong).toEqual([])
    })

    it('finds one that the digest after a rest did not take', () => {
      const model = evenings({ restBefore: true })
      expect(verdictOf(told, model).wrong).toEqual([])
      expect(verdictOf(unsubscribed, model)).toMatchObject({ differs: 1, lost: 1 })
    })

    it('finds one that the digest after the first rest did not take either', () => {
      const model = evenings({ restBefore: false })
      expect(verdictOf({ came: [], said: [said('w0', 'dropped:read')] }, model)).toMatchObject({ differs: 1 })
      model.read('w0')
      expect(verdictOf({ came: [], said: [said('w0', 'dropped:read')] }, model)).toMatchObject({ differs: 1 })
    })

    it('knows that it may have been told before the clock was put back', () => {
      const model = new Model(village, new Map(), { ...schedule, frequency: 'daily' })
      model.follow('w0', [village], [at, at])
      announce(model, 'n1', at + second)
      model.rest(at + 60 * second)
      // 18:31, and 18:01 again: who unsubscribes now may have had the digest of half past six.
      const evening = at + 8.5 * 3_600_000 + 60 * second
      model.moved(evening, evening - at)
      model.moved(evening - 1800 * second, -1800 * second)
      model.follow('w0', [], [evening - 1800 * second, evening - 1800 * second])
      model.rest(evening - 1700 * second)
      for (const given of [unsubscribed, told]) expect(verdictOf(given, model).wrong).toEqual([])
    })

    it('knows that a change before the match is written counts from the announcement', () => {
      const model = new Model(village, new Map([['w0', { ...schedule, frequency: 'weekly' }]]), schedule)
      model.follow('w0', [village], [at, at])
      announce(model, 'n1', at + second)
      model.moved(at + day, day)
      model.reschedule('w0', { ...schedule, frequency: 'daily' }, [at + day, at + day])
      // The daily of the evening before may have been made up at once.
      model.rest(at + day + 60 * second)
      model.follow('w0', [], [at + day + 61 * second, at + day + 61 * second])
      model.rest(at + day + 120 * second)
      for (const given of [unsubscribed, told]) expect(verdictOf(given, model).wrong).toEqual([])
    })

    it('finds one that was told before its time', () => {
      const model = new Model(village, new Map(), { ...schedule, frequency: 'daily' })
      model.follow('w0', [village], [at, at])
      announce(model, 'n1', at + second)
      model.rest(at + 60 * second)
      model.follow('w0', [], [at + 61 * second, at + 61 * second])
      model.rest(at + 120 * second)
      expect(verdictOf(told, model)).toMatchObject({ duplicated: 2, differs: 1 })
    })
  })

  describe('of a household whose head moves out', () => {
    /** t1 stands for the household that n1 names, and n0 after them. */
    const movedOut = ({ restBefore }: { restBefore: boolean }) => {
      const model = new Model(village, new Map(), schedule)
      const household = model.people.get('t1')?.household ?? ''
      const of = { sort: sorts.findIndex(({ ofHouseholds }) => ofHouseholds), visit: true }
      announce(model, 'n1', at + second, { ...of, households: [household] })
      if (restBefore) model.rest(at + 60 * second)
      model.moveOut('t1', [at + 61 * second, at + 61 * second])
      model.end('n1', 'withdrawn', false, [at + 62 * second, at + 62 * second])
      model.rest(at + 120 * second)
      return model
    }
    const withdrawn = { came: [], said: [said('n0', 'dropped:withdrawn')] }

    it('knows that the next one may be told of what was not matched before', () => {
      const model = movedOut({ restBefore: false })
      expect(verdictOf(withdrawn, model).wrong).toEqual([])
      expect(verdictOf({ came: [], said: [said('n0', 'inbox')] }, model)).toMatchObject({ differs: 1 })
    })

    it('finds the next one told of what was matched before', () => {
      expect(verdictOf(withdrawn, movedOut({ restBefore: true }))).toMatchObject({ differs: 2 })
    })
  })

  it('finds a visit list that lacks somebody whom nothing reaches', () => {
    const model = new Model(village, new Map(), schedule)
    publish(model, 'n1', { visit: true, sort: sorts.findIndex(({ emergency }) => emergency) })
    const lived = [...model.people.values()].filter(({ lives }) => lives)
    const outcome = (id: string) =>
      [...(model.duties.find(({ person }) => person === id)?.allowed ?? [])][0] ?? ''
    const all = lived.map(({ id }) => said(id, outcome(id)))
    const messages = lived
      .filter(({ id }) => outcome(id) === 'told')
      .map(({ id, wechat, phone }) =>
        wechat ? came(id, 'wechat') : phone ? came(id, 'sms', [null]) : came(id, 'email'),
      )
    expect(verdictOf({ said: all, came: messages }, model)).toMatchObject({ wrong: [], visits: 5 })
    const without = all.filter(({ person }) => person !== 'n1')
    expect(verdictOf({ said: without, came: messages }, model)).toMatchObject({ lost: 1, visits: 4 })
  })
})

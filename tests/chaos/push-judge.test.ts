import { describe, expect, it } from '@jest/globals'
import { came, publish, right, said, schedule, verdictOf } from './push/invented'
import { isRight, type Verdict } from './push/judge'
import { Model } from './push/model'
import { sorts } from './push/sorts'
import { village } from './push/world'

// What is wrong with an invented run has to be found: a judge that finds nothing would be worth nothing.

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

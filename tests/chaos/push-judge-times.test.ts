import { describe, expect, it } from '@jest/globals'
import { announce, at, came, said, schedule, second, verdictOf } from './push/invented'
import { Model } from './push/model'
import { sorts } from './push/sorts'
import { type Schedule, village } from './push/world'

// When something may have been told, and from when on nothing changes it: what the judge must know, and still find.

describe('the judge of a chaos run', () => {
  describe('of what goes with a digest', () => {
    const day = 86_400_000
    const daily: Schedule = { ...schedule, frequency: 'daily' }
    /** w0 follows the village, and n1 is announced. */
    const begun = (of = daily) => {
      const model = new Model(village, new Map([['w0', of]]), schedule)
      model.follow('w0', [village], [at, at])
      announce(model, 'n1', at + second)
      return model
    }
    /** n1 is announced; two evenings go by, w0 unsubscribes, and another evening goes by. */
    const evenings = ({ restBefore }: { restBefore: boolean }) => {
      const model = begun()
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
      model.read('w0')
      expect(verdictOf({ came: [], said: [said('w0', 'dropped:read')] }, model)).toMatchObject({ differs: 1 })
    })

    it('knows that it may have been told before the clock was put back', () => {
      const model = begun()
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
      const model = begun({ ...schedule, frequency: 'weekly' })
      model.moved(at + day, day)
      model.reschedule('w0', daily, [at + day, at + day])
      // The daily of the evening before may have been made up at once.
      model.rest(at + day + 60 * second)
      model.follow('w0', [], [at + day + 61 * second, at + day + 61 * second])
      model.rest(at + day + 120 * second)
      for (const given of [unsubscribed, told]) expect(verdictOf(given, model).wrong).toEqual([])
    })

    it('finds one that was told before its time', () => {
      const model = begun()
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
})

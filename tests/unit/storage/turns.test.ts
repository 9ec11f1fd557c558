import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { commitTogether, type Job } from '../../../server/src/storage/embedded/group-commit'
import type { Doc } from '../../../server/src/storage/embedded/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ share: 0, small: 0 })
  const documents = Array.from({ length: 1000 }, (_, i) => ({ _id: i, state: 'due', text: `t${i}` }))
  test.command({ insert: 'work', documents })
})
afterEach(() => test.close())

/** Begins a command and returns what is left of it after its first share. */
function begin(command: Doc): { rest: Job[]; reply: () => Doc | undefined } {
  let reply: Doc | undefined
  const job: Job = {
    run: () => test.start(command),
    done: (answer) => {
      reply = answer
    },
  }
  return { rest: commitTogether(test.engine, [job], 0), reply: () => reply }
}

function end(rest: Job[]): void {
  let jobs = rest
  while (jobs.length > 0) jobs = commitTogether(test.engine, jobs, 0)
}

describe('a command that gives way', () => {
  it('leaves alone what no longer matches when its turn comes', () => {
    const claim = begin({
      update: 'work',
      updates: [{ q: { state: 'due' }, u: { $set: { state: 'claimed' } }, multi: true }],
    })
    expect(claim.rest).toHaveLength(1)
    test.command({ update: 'work', updates: [{ q: { _id: 900 }, u: { $set: { state: 'sent' } } }] })
    end(claim.rest)
    expect(claim.reply()).toMatchObject({ n: 999, nModified: 999, ok: 1 })
    expect(test.find('work', { state: 'sent' })).toEqual([{ _id: 900, state: 'sent', text: 't900' }])
  })

  it('keeps what others changed in a document that it changes later', () => {
    const marked = begin({ update: 'work', updates: [{ q: {}, u: { $set: { mark: 1 } }, multi: true }] })
    test.command({ update: 'work', updates: [{ q: { _id: 999 }, u: { $inc: { n: 7 } } }] })
    end(marked.rest)
    expect(test.find('work', { _id: 999 })).toMatchObject([{ n: 7, mark: 1 }])
  })

  it('ends with an error when its collection is dropped', () => {
    const scan = begin({ find: 'work', filter: { text: { $regex: 'nowhere' } } })
    expect(scan.rest).toHaveLength(1)
    test.command({ drop: 'work' })
    end(scan.rest)
    expect(scan.reply()).toMatchObject({ ok: 0, code: 175, codeName: 'QueryPlanKilled' })
  })

  it('warns once of a walk over many documents', () => {
    const warnings: string[] = []
    const other = engineUnderTest({ small: 10, warn: (message) => warnings.push(message) })
    const documents = Array.from({ length: 5001 }, (_, i) => ({ _id: i, a: i % 7 }))
    other.command({ insert: 'many', documents })
    other.find('many', { a: 3 })
    other.find('many', { a: 4 })
    other.find('many', {})
    expect(warnings).toEqual(['storage: test.many is walked for want of an index (a)'])
    other.close()
  })
})

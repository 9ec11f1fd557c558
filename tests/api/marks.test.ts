import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { systemClock } from '../../server/src/clock'
import { createMarks, type Marks, markModels } from '../../server/src/storage/marks'
import { type TestDatabase, testDatabase } from '../support/database'
import { awakeWatch } from '../support/measured'

let database: TestDatabase
/** What was logged as an error. */
const problems: unknown[] = []
beforeAll(async () => {
  database = await testDatabase()
  await markModels(database.connection).Mark.init()
})
afterAll(() => database.close())

/** The marks of one process, and what it was told. */
function aProcess() {
  const marks = createMarks(database.connection, { error: (problem: unknown) => problems.push(problem) })
  const told: (string | null)[] = []
  marks.listen((key) => told.push(key))
  return { marks, told }
}

const until = async (done: () => boolean, ms: number) => {
  const end = performance.now() + ms
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a mark that moves', () => {
  let here: ReturnType<typeof aProcess>
  let there: ReturnType<typeof aProcess>
  beforeEach(async () => {
    await markModels(database.connection).Mark.deleteMany({})
    here = aProcess()
    there = aProcess()
    await here.marks.poll()
    await there.marks.poll()
    here.told.length = 0
    there.told.length = 0
  })
  afterEach(() => {
    here.marks.stop()
    there.marks.stop()
  })

  it('is told here at once, before it is written', () => {
    const written = here.marks.move('person:1')
    expect(here.told).toEqual(['person:1'])
    return written
  })

  it('is told here again once it is written: it may have replaced a mark of another process', async () => {
    await here.marks.move('person:1', 'account:1')
    expect(here.told).toEqual(['person:1', 'account:1', 'person:1', 'account:1'])
  })

  it('is told elsewhere by the next poll, once', async () => {
    await here.marks.move('person:1', 'account:1')
    await there.marks.poll()
    await there.marks.poll()
    expect([...there.told].sort()).toEqual(['account:1', 'person:1'])
    await here.marks.move('person:1')
    await there.marks.poll()
    expect(there.told.slice(2)).toEqual(['person:1'])
  })

  it('is not told again where it was moved', async () => {
    await here.marks.move('person:1')
    here.told.length = 0
    await here.marks.poll()
    expect(here.told).toEqual([])
  })

  it('is told elsewhere also after the clock of the machine was put back', async () => {
    await here.marks.move('person:1')
    await there.marks.poll()
    there.told.length = 0
    const hourAgo = new Date(Date.now() - 3_600_000)
    const putBack = jest.spyOn(systemClock, 'now').mockReturnValue(hourAgo)
    try {
      await markModels(database.connection).Mark.create({ _id: 'person:2', value: 'moved', at: hourAgo })
      await there.marks.poll()
    } finally {
      putBack.mockRestore()
    }
    expect(there.told).toEqual(['person:2'])
  })

  it('is told within a second to a process that polls', async () => {
    there.marks.start()
    const watch = awakeWatch()
    await here.marks.move('session:1')
    await until(() => there.told.includes('session:1'), 30_000)
    expect(there.told).toContain('session:1')
    expect(watch.ms()).toBeLessThan(1000)
    watch.stop()
  })

  it('may be moved for the first time by several processes at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? here : there).marks.move(`person:${Math.floor(n / 4)}`)),
    )
    expect(problems).toEqual([])
    expect(await markModels(database.connection).Mark.countDocuments()).toBe(5)
  })

  it('is seen though its write was as slow as four seconds', async () => {
    await here.marks.move('person:2')
    await there.marks.poll()
    there.told.length = 0
    // Written before the newest that was seen, but only visible now.
    const at = new Date(Date.now() - 4000)
    await markModels(database.connection).Mark.create({ _id: 'person:3', value: 'late', at })
    await there.marks.poll()
    expect(there.told).toEqual(['person:3'])
  })
})

describe('a process that begins', () => {
  it('forgets at its first poll what it kept before: that may have changed unseen', async () => {
    const { marks, told } = aProcess()
    await marks.poll()
    expect(told).toEqual([null])
    await marks.poll()
    expect(told).toEqual([null])
  })
})

describe('marks that cannot be read', () => {
  let marks: Marks
  let told: (string | null)[]
  const Mark = () => markModels(database.connection).Mark
  beforeEach(async () => {
    ;({ marks, told } = aProcess())
    await marks.poll()
    told.length = 0
    marks.start()
  })
  afterEach(() => marks.stop())

  it('are not trusted after two seconds, and all is forgotten when they are back', async () => {
    expect(marks.trusted).toBe(true)
    const own = Mark().find
    Mark().find = (() => {
      throw new Error('away')
    }) as unknown as typeof own
    try {
      await until(() => !marks.trusted, 4000)
      expect(marks.trusted).toBe(false)
    } finally {
      Mark().find = own
    }
    told.length = 0
    await until(() => marks.trusted, 3000)
    expect(marks.trusted).toBe(true)
    await until(() => told.includes(null), 1000)
    expect(told).toContain(null)
  })
})

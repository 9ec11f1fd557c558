import { beforeEach, describe, expect, it } from '@jest/globals'
import { cacheByMarks, createMarkedCache, type MarkedCache } from '../../server/src/storage/marked-cache'
import type { Marks } from '../../server/src/storage/marks'

interface House {
  name: string
  members: string[]
}

class FakeMarks implements Marks {
  trusted = true
  private readonly listeners: ((key: string | null) => void)[] = []
  listen(listener: (key: string | null) => void) {
    this.listeners.push(listener)
  }
  tell(key: string | null) {
    for (const listener of this.listeners) listener(key)
  }
  async move(...keys: string[]) {
    for (const key of keys) this.tell(key)
  }
  async poll() {}
  start() {}
  stop() {}
}

const marksOf = ({ name, members }: House) => [`house:${name}`, ...members.map((one) => `person:${one}`)]

let marks: FakeMarks
let cache: MarkedCache<House>
let loads: number
/** What the database holds. */
let stored: House
const read = () =>
  cache.get(
    'house',
    async () => {
      loads += 1
      return stored
    },
    marksOf,
  )

beforeEach(() => {
  marks = new FakeMarks()
  cache = createMarkedCache(marks, { maxEntries: 10 })
  loads = 0
  stored = { name: 'a', members: ['wang', 'li'] }
})

describe('what is kept under marks', () => {
  it('is loaded once', async () => {
    expect(await read()).toBe(await read())
    expect(loads).toBe(1)
  })

  it.each(['house:a', 'person:wang', 'person:li'])('is read again when %s moves', async (mark) => {
    await read()
    marks.tell(mark)
    stored = { ...stored, members: ['wang'] }
    expect(await read()).toBe(stored)
    expect(loads).toBe(2)
  })

  it('stays when another mark moves', async () => {
    await read()
    marks.tell('person:zhao')
    await read()
    expect(loads).toBe(1)
  })

  it('follows the marks of the newest value, not of an older one', async () => {
    await read()
    marks.tell('house:a')
    stored = { name: 'a', members: ['zhao'] }
    await read()
    marks.tell('person:wang')
    await read()
    expect(loads).toBe(2)
    marks.tell('person:zhao')
    await read()
    expect(loads).toBe(3)
  })

  it('is forgotten when anything may have moved', async () => {
    await read()
    marks.tell(null)
    await read()
    expect(loads).toBe(2)
  })

  it('is passed by while the marks cannot be read, and not kept in that time', async () => {
    await read()
    marks.trusted = false
    stored = { ...stored }
    expect(await read()).toBe(stored)
    expect(loads).toBe(2)
    marks.tell(null)
    marks.trusted = true
    await read()
    expect(loads).toBe(3)
  })

  it('is limited by bytes, and by entries', async () => {
    const small = createMarkedCache<House>(marks, { maxBytes: 10, bytesOf: ({ name }) => name.length })
    const load = (name: string) => {
      loads += 1
      return Promise.resolve({ name, members: [] })
    }
    for (const name of ['12345', '123456', '12345', '12345678901', '12345678901']) {
      await small.get(name, () => load(name), marksOf)
    }
    // The second drives out the first; the longest is never kept.
    expect(loads).toBe(5)
  })

  it('ends by time alone where it says so', async () => {
    cache = createMarkedCache(marks, { maxEntries: 10, ttlMs: 20 })
    await read()
    await new Promise((resolve) => setTimeout(resolve, 40))
    await read()
    expect(loads).toBe(2)
  })
})

describe('a value that many ask for at once', () => {
  it('is loaded once', async () => {
    const [one, other] = await Promise.all([read(), read(), read()])
    expect([one, other, loads]).toEqual([stored, stored, 1])
  })

  it('is loaded again by whoever asks after a mark has moved', async () => {
    let finish = () => {}
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    const old = stored
    const first = cache.get('house', () => slow.then(() => old), marksOf)
    stored = { name: 'b', members: [] }
    marks.tell('house:a')
    expect((await read()).name).toBe('b')
    finish()
    expect((await first).name).toBe('a')
    expect((await read()).name).toBe('b')
    expect(loads).toBe(1)
  })

  it('is loaded by each while the marks cannot be read', async () => {
    marks.trusted = false
    await Promise.all([read(), read()])
    expect(loads).toBe(2)
  })
})

describe('a load during which a mark moves', () => {
  const slowly = (meanwhile: () => void) =>
    cache.get(
      'house',
      async () => {
        const value = stored
        await Promise.resolve()
        meanwhile()
        return value
      },
      marksOf,
    )

  it.each(['house:a', 'person:li', null])('is answered, but not kept (%s)', async (mark) => {
    expect(await slowly(() => marks.tell(mark))).toBe(stored)
    await read()
    expect(loads).toBe(1)
  })

  it('is kept where the mark is of something else', async () => {
    await slowly(() => marks.tell('person:zhao'))
    await read()
    expect(loads).toBe(0)
  })

  it('is not kept where the marks were lost meanwhile', async () => {
    await slowly(() => {
      marks.trusted = false
    })
    marks.trusted = true
    await read()
    expect(loads).toBe(1)
  })

  it('does not disturb the next one when it fails', async () => {
    await expect(cache.get('house', () => Promise.reject(new Error('away')), marksOf)).rejects.toThrow('away')
    await read()
    await read()
    expect(loads).toBe(1)
  })
})

it('is one cache for each process', () => {
  const cacheOf = cacheByMarks<House>({ maxEntries: 10 })
  const other = new FakeMarks()
  expect(cacheOf({ marks })).toBe(cacheOf({ marks }))
  expect(cacheOf({ marks: other })).not.toBe(cacheOf({ marks }))
})

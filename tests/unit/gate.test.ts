import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { decodingBytes } from '../../server/src/features/notices/pictures/image'
import { createGate } from '../../server/src/gate'

describe('the gate that pictures go through', () => {
  /** Work that notes when it begins, and ends when it is told. */
  function works() {
    const begun: string[] = []
    const ends = new Map<string, () => void>()
    return {
      begun,
      work: (name: string) => () => {
        begun.push(name)
        return new Promise<string>((done) => ends.set(name, () => done(name)))
      },
      async end(name: string) {
        ends.get(name)?.()
        await delay(0)
      },
    }
  }

  it('lets two in at once, the others in the order of coming', async () => {
    const gate = createGate({ places: 2, bytes: 100, waiting: 9, busy: 'picturesBusy' })
    const { begun, work, end } = works()
    const all = ['a', 'b', 'c', 'd'].map((name) => gate.through(1, work(name)))
    await delay(0)
    expect(begun).toEqual(['a', 'b'])
    await end('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    await end('a')
    for (const name of ['c', 'd']) await end(name)
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lets two large ones in one after the other, and the largest alone', async () => {
    const gate = createGate({ places: 2, bytes: 100, waiting: 9, busy: 'picturesBusy' })
    const { begun, work, end } = works()
    const all = [gate.through(60, work('a')), gate.through(60, work('b')), gate.through(900, work('c'))]
    await delay(0)
    expect(begun).toEqual(['a'])
    await end('a')
    expect(begun).toEqual(['a', 'b'])
    await end('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    await end('c')
    await Promise.all(all)
  })

  it('refuses whoever would wait behind too many, and is free again after failures', async () => {
    const gate = createGate({ places: 1, bytes: 100, waiting: 2, busy: 'picturesBusy' })
    const { work, end } = works()
    const all = ['a', 'b', 'c'].map((name) => gate.through(1, work(name)))
    await expect(gate.through(1, work('d'))).rejects.toMatchObject({ code: 'picturesBusy', status: 503 })
    for (const name of ['a', 'b', 'c']) await end(name)
    await Promise.all(all)
    await expect(gate.through(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await gate.through(1, async () => 'next')).toBe('next')
  })
})

describe('the memory that decoding takes', () => {
  it.each([
    ['a photo of 60 megapixels, line by line', { format: 'jpeg', isProgressive: false }, 60e6],
    ['the same in passes', { format: 'jpeg', isProgressive: true }, 360e6],
    ['a PNG by lines', { format: 'png', isProgressive: false }, 60e6],
    ['an interlaced PNG', { format: 'png', isProgressive: true }, 360e6],
    ['a WebP', { format: 'webp', isProgressive: false }, 360e6],
  ] as const)('of %s is told from the header', (_, header, bytes) => {
    expect(decodingBytes({ ...header, width: 8000, height: 7500, depth: 'uchar' })).toBe(bytes)
  })

  it('is more where a colour has sixteen bits', () => {
    const header = { format: 'png', isProgressive: true, width: 1000, height: 1000 } as const
    expect(decodingBytes({ ...header, depth: 'ushort' })).toBe(10e6)
  })
})

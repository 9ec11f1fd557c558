import { describe, expect, it } from '@jest/globals'
import { Abreast } from '../../server/src/features/push/delivery/abreast'
import { readAhead } from '../../server/src/storage/pages'

/** Work that ends when it is told to, and says what happened. */
function recorded() {
  const said: string[] = []
  const ends = new Map<string, () => void>()
  return {
    said,
    end: (name: string) => ends.get(name)?.(),
    work: (name: string) => async () => {
      said.push(`${name} begins`)
      await new Promise<void>((resolve) => ends.set(name, resolve))
      said.push(`${name} ends`)
    },
  }
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('pages abreast', () => {
  it('are two at a time', async () => {
    const { said, end, work } = recorded()
    const abreast = new Abreast()
    await abreast.begin(['a'], work('1'))
    await abreast.begin(['b'], work('2'))
    const third = abreast.begin(['c'], work('3'))
    await aWhile()
    expect(said).toEqual(['1 begins', '2 begins'])
    end('2')
    await third
    expect(said).toEqual(['1 begins', '2 begins', '2 ends', '3 begins'])
    end('1')
    end('3')
    await abreast.end()
    expect(said).toHaveLength(6)
  })

  it('wait for each other where they tell the same person', async () => {
    const { said, end, work } = recorded()
    const abreast = new Abreast()
    await abreast.begin(['a', 'b'], work('1'))
    const second = abreast.begin(['b', 'c'], work('2'))
    await aWhile()
    expect(said).toEqual(['1 begins'])
    end('1')
    await second
    expect(said).toEqual(['1 begins', '1 ends', '2 begins'])
    end('2')
    await abreast.end()
  })

  it('say what failed, once, and leave the other to its end', async () => {
    const { said, end, work } = recorded()
    const abreast = new Abreast()
    await abreast.begin(['a'], () => Promise.reject(new Error('no database')))
    await abreast.begin(['b'], work('2')).catch((error: Error) => said.push(error.message))
    await abreast.begin(['b'], work('2'))
    end('2')
    await abreast.end()
    expect(said).toEqual(['no database', '2 begins', '2 ends'])
  })
})

describe('reading ahead', () => {
  async function* pages(said: string[], last = 3) {
    try {
      for (let n = 1; n <= last; n += 1) {
        said.push(`read ${n}`)
        yield n
      }
      throw new Error('the next page cannot be read')
    } finally {
      said.push('closed')
    }
  }

  it('reads the next page while one is worked on, in order', async () => {
    const said: string[] = []
    const read = async () => {
      for await (const page of readAhead(pages(said))) {
        await aWhile()
        said.push(`done ${page}`)
      }
    }
    await expect(read()).rejects.toThrow('the next page cannot be read')
    expect(said).toEqual(['read 1', 'read 2', 'done 1', 'read 3', 'done 2', 'closed', 'done 3'])
  })

  it('ends with whoever stops early', async () => {
    const said: string[] = []
    for await (const page of readAhead(pages(said))) if (page === 1) break
    expect(said).toEqual(['read 1', 'read 2', 'closed'])
  })
})

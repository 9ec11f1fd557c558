import { describe, expect, it } from '@jest/globals'
import { upsertSafely } from '../../server/src/storage/insert-once'

/** Fails as often as there are problems, then answers. */
function failing(...problems: object[]) {
  let tries = 0
  const upsert = async () => {
    tries += 1
    const problem = problems.shift()
    if (problem) throw problem
    return 'written'
  }
  return { upsert, tries: () => tries }
}
const duplicate = { code: 11_000 }

describe('an upsert', () => {
  it('is done once more where another one has just inserted the document', async () => {
    const { upsert, tries } = failing(duplicate)
    expect(await upsertSafely(upsert)).toBe('written')
    expect(tries()).toBe(2)
  })

  it('is not repeated after another failure, nor a third time', async () => {
    const broken = failing({ code: 1 })
    await expect(upsertSafely(broken.upsert)).rejects.toEqual({ code: 1 })
    expect(broken.tries()).toBe(1)
    const twice = failing(duplicate, duplicate)
    await expect(upsertSafely(twice.upsert)).rejects.toEqual(duplicate)
    expect(twice.tries()).toBe(2)
  })
})

import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { home } from './fixtures/home'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'

const mega = 1024 * 1024
const copy = (name: string) => `hutang.copy.3.${user.account}.${name}`
const own = copy('GET /api/me/household.{}')
const village = (n: number) => copy(`GET /api/screens/ledger.{"n":${n}}`)
const kept = (savedAt: number, bytes: number) => ({ savedAt, data: { words: 'x'.repeat(bytes) } })

/** A phone that holds as much as WeChat lets an app keep, but for half a kilobyte: the household's copy is the oldest. */
function fullPhone(): Record<string, unknown> {
  const storage = {
    'hutang.region': region.code,
    'hutang.session': sessionOf(user),
    [own]: kept(1, 900_000),
    // Named in the order in which no phone would drop them.
    ...Object.fromEntries([5, 3, 9, 2, 8, 6, 4, 7, 10].map((n) => [village(n), kept(n * 10, mega - 3000)])),
    'hutang.draft.w1': '',
  }
  const used = Object.entries(storage).reduce(
    (sum, [key, value]) => sum + key.length + Buffer.byteLength(JSON.stringify(value)),
    0,
  )
  return { ...storage, 'hutang.draft.w1': 'x'.repeat(10 * mega - used - 500) }
}

const copiesOf = (host: WeappHost) =>
  [...host.state.storage.keys()].filter((key) => key.startsWith('hutang.copy.'))
const homeKey = (host: WeappHost) => copiesOf(host).find((key) => key.includes('/screens/home'))

beforeAll(() => void builtMiniapp('weapp'), 600_000)

describe('a phone that is full', () => {
  it('drops the oldest copies of the village until the new one fits, and nothing else', async () => {
    const host = new WeappHost({ storage: fullPhone(), respond: fixtures() })
    await host.open('/pages/home/index')
    expect(host.errors).toEqual([])
    expect(homeKey(host)).toBeDefined()
    const there = [3, 4, 5, 6, 7, 8, 9, 10].map(village)
    expect(copiesOf(host)).toEqual(expect.arrayContaining([own, ...there]))
    expect(copiesOf(host)).not.toContain(village(2))
    expect(host.state.storage.has('hutang.draft.w1')).toBe(true)
    const offline = () => {
      throw new Error('no network')
    }
    const later = new WeappHost({ storage: Object.fromEntries(host.state.storage), respond: offline })
    expect((await later.open('/pages/home/index')).text).toContain('最新公开')
  })

  it('keeps what it has where an answer alone is larger than WeChat keeps', async () => {
    const large = { ...home, region: { ...home.region, intro: '字'.repeat(mega / 2) } }
    const host = new WeappHost({
      storage: fullPhone(),
      respond: fixtures({ 'GET /api/screens/home': large }),
    })
    await host.open('/pages/home/index')
    expect(host.errors).toEqual([])
    expect(homeKey(host)).toBeUndefined()
    expect(copiesOf(host)).toHaveLength(10)
  })

  it('drops none of one’s own for the village’s', async () => {
    const storage = Object.fromEntries(
      Object.entries(fullPhone()).map(([key, value]) => [key.replace('screens/ledger', 'me/rows'), value]),
    )
    const host = new WeappHost({ storage, respond: fixtures() })
    await host.open('/pages/item/index?no=31')
    expect(host.errors).toEqual([])
    expect(copiesOf(host)).toHaveLength(10)
    // Of one's own the oldest goes first.
    await host.open('/pages/home/index')
    expect(homeKey(host)).toBeDefined()
    expect(copiesOf(host)).not.toContain(own)
    expect(copiesOf(host).filter((key) => key.includes('me/rows'))).toHaveLength(9)
  })

  it('keeps forty, the newest and one’s own', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [village(n), kept(n, 10)]))
    const host = new WeappHost({
      storage: { ...fullPhone(), ...many, 'hutang.draft.w1': '', [own]: kept(1, 10) },
      respond: fixtures(),
    })
    await host.open('/pages/home/index')
    expect(copiesOf(host)).toHaveLength(40)
    expect(copiesOf(host)).toEqual(expect.arrayContaining([own, village(59), village(22)]))
    expect(copiesOf(host)).not.toContain(village(21))
  })
})

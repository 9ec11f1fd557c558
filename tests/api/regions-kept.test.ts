import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { knownRegion, parentsOf, regionOf, regionRefs } from '../../server/src/features/regions'
import { regionModels } from '../../server/src/features/regions/regions.model'
import { type TestApp, testApp } from '../support/app'
import { commandCounter } from '../support/commands'
import { aVillage, township, village } from './identity/people'

let t: TestApp
let count: ReturnType<typeof commandCounter>
/** Past the features and past the tests’ own hand: what another process does. */
const Region = () => regionModels(t.deps.db).Region
beforeAll(async () => {
  t = await testApp({ monitorCommands: true })
  count = commandCounter(t.deps.db)
  await aVillage(t)
})
afterAll(() => t.close())

describe('the regions', () => {
  it('are read once, in one command', async () => {
    const first = await count(() => regionOf(t.deps, village))
    expect(first.commands).toEqual(['find regions'])
    const then = await count(async () => {
      const region = await regionOf(t.deps, village)
      const refs = await regionRefs(t.deps, [village, township, 'nowhere'])
      const [parent] = await parentsOf(t.deps, region)
      return { region, refs, parent, nowhere: await knownRegion(t.deps, 'nowhere') }
    })
    expect(then.commands).toEqual([])
    expect(then.answer).toMatchObject({
      region: { name: '护塘村' },
      parent: { name: '演示镇' },
      nowhere: null,
    })
    expect([...then.answer.refs.keys()]).toEqual([village, township])
  })

  it('are read again when their mark moves', async () => {
    await regionOf(t.deps, village)
    await Region().updateOne({ _id: village }, { name: '护塘新村' })
    expect((await regionOf(t.deps, village)).name).toBe('护塘村')
    await t.deps.marks.move('regions')
    expect((await regionOf(t.deps, village)).name).toBe('护塘新村')
  })

  it('that a test writes itself are seen at once', async () => {
    await regionOf(t.deps, village)
    await t.deps.models.Region.updateOne({ _id: village }, { name: '护塘村' })
    const [{ children } = { children: [] }] = (await t.ask('GET /api/regions')).body.regions
    expect(children.map(({ name }) => name)).toEqual(['护塘村', '柳桥村'])
  })
})

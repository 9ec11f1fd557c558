import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { whereOf } from '../../server/src/features/accounts'
import { newSetupCode, openDoor, setupState } from '../../server/src/features/setup'
import { setUp } from '../../server/src/features/setup/begin'
import { emptyAll } from '../api/identity/people'
import type { Village } from '../api/notices-setup'
import { type TestApp, testApp } from '../support/app'
import { atEveryWrite, Crash, dyingAt } from '../support/dying'
import { setupForm } from '../support/setup-form'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ demo: false })
})
afterAll(() => t.close())

it('a start that breaks off at any write has not begun, or is finished by the next, with a door for the first administrator', async () => {
  const deaths = await atEveryWrite(async (nth, when) => {
    await emptyAll(t)
    t.forget()
    const code = await newSetupCode(t.deps)
    const { deps, died } = dyingAt(t as Village, nth, when)
    await setUp(deps, setupForm(code), whereOf({ ip: '127.0.0.1', headers: {} })).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    t.forget()
    const before = await setupState(t.deps.db)
    const door = await openDoor(t.deps, 'http://village')
    const { Region, Role, Person, Account } = t.deps.models
    if (before === 'open') {
      expect(door?.kind).toBe('setup')
      expect(await Region.countDocuments()).toBe(0)
      expect(await Role.countDocuments()).toBe(0)
      return died()
    }
    expect(await setupState(t.deps.db)).toBe('done')
    expect([
      await Region.countDocuments(),
      await Role.countDocuments(),
      await Person.countDocuments(),
    ]).toEqual([4, 5, 5])
    // Whoever has no account yet gets in by the address on the console.
    if (door === null) expect(await Account.countDocuments()).toBe(1)
    else expect(door).toMatchObject({ kind: 'administrator', name: '顾示例' })
    return died()
  })
  expect(deaths).toBeGreaterThan(15)
})

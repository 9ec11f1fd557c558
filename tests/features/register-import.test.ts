import { sheetOfText } from '@hutang/shared'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { finishEvents } from '../../server/src/features/register/hand/by-hand'
import { addPerson, movePerson } from '../../server/src/features/register/hand/people'
import { confirmImport } from '../../server/src/features/register/imports/confirm'
import { stageImport } from '../../server/src/features/register/imports/stage'
import { finishImports } from '../../server/src/features/register/imports/sweep'
import { undoImport } from '../../server/src/features/register/imports/undo'
import { type Village, village, villageApp } from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'
import { messyRegister } from '../support/messy-register'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const minutes = (n: number) => t.clock.advance(n * 60_000)
const source = (text: string) => ({ sheet: sheetOfText(text), name: '', otherSheets: [], notices: [] })
const noCrash = (problem: unknown) => {
  if (!(problem instanceof Crash)) throw problem
}
/** Everybody and every household, without what an import names by its own number. */
async function register() {
  const { Household, Person, RegisterState } = t.deps.models
  const people = await Person.find({ 'residence.region': village.code }).sort({ name: 1, _id: 1 }).lean()
  const households = await Household.find({ region: village.code }).sort({ _id: 1 }).lean()
  const state = await RegisterState.findById(village.code).lean()
  return { people, households, busy: state?.busy ?? null }
}
const told = ({ people, households }: Awaited<ReturnType<typeof register>>) => ({
  people: people.map(({ _id: _own, phoneSealed: _random, ...person }) => person),
  households,
})

const first = [
  '户号\t户主\t姓名\t与户主关系\t组\t片区\t手机',
  '501\t沈国良\t沈国良\t户主\t5组\t东片\t13800001234',
  '501\t\t唐燕\t妻\t5组\t东片\t',
  '502\t陆小青\t陆小青\t户主\t6组\t西片\t',
].join('\n')
const second = first.replace('13800001234', '13900005678').concat('\n503\t顾为\t顾为\t户主\t6组\t西片\t')

it('an import that breaks off at any write is finished by the sweep, whole, and can be taken back whole', async () => {
  const clerk = await actorIn(t, 'clerk')
  const base = await stageImport(t.deps, clerk, village.code, 'residence', source(first))
  await confirmImport(t.deps, clerk, village.code, base._id, false)
  const before = await register()
  let after: unknown = null
  const deaths = await atEveryWrite(async (nth, when) => {
    const staged = await stageImport(t.deps, clerk, village.code, 'residence', source(second))
    const { deps, died } = dyingAt(t, nth, when)
    await confirmImport(deps, clerk, village.code, staged._id, false).catch(noCrash)
    minutes(3)
    await finishImports(t.deps)
    const done = await t.deps.models.RegisterImport.findById(staged._id).lean()
    const now = await register()
    expect(now.busy).toBeNull()
    if (done?.state === 'staged') expect(now).toEqual(before)
    else {
      expect(done?.state).toBe('applied')
      after ??= told(now)
      expect(told(now)).toEqual(after)
      await undoImport(t.deps, clerk, village.code, staged._id)
      expect(told(await register())).toEqual(told(before))
    }
    return died()
  })
  expect(deaths).toBeGreaterThan(12)
})

it('an undoing that breaks off at any write is finished by the sweep', async () => {
  const clerk = await actorIn(t, 'clerk')
  const before = told(await register())
  const deaths = await atEveryWrite(async (nth, when) => {
    const staged = await stageImport(t.deps, clerk, village.code, 'residence', source(second))
    await confirmImport(t.deps, clerk, village.code, staged._id, false)
    const { deps, died } = dyingAt(t, nth, when)
    await undoImport(deps, clerk, village.code, staged._id).catch(noCrash)
    minutes(3)
    await finishImports(t.deps)
    const { state } = (await t.deps.models.RegisterImport.findById(staged._id).lean()) ?? {}
    // Before its first write the undoing was never begun.
    if (state === 'applied') await undoImport(t.deps, clerk, village.code, staged._id)
    expect(told(await register())).toEqual(before)
    return died()
  })
  expect(deaths).toBeGreaterThan(8)
})

it('what was changed by hand since stays when an import is taken back, and is named', async () => {
  const clerk = await actorIn(t, 'clerk')
  const staged = await stageImport(t.deps, clerk, village.code, 'residence', source(second))
  await confirmImport(t.deps, clerk, village.code, staged._id, false)
  const { Person } = t.deps.models
  const guwei = await Person.findOne({ name: '顾为', 'residence.household': `${village.code}:503` }).lean()
  await movePerson(t.deps, clerk, village.code, guwei?._id ?? '', {
    key: 'moved-since',
    household: `${village.code}:502`,
  })
  const undone = await undoImport(t.deps, clerk, village.code, staged._id)
  expect(undone.result?.keptByHand).toEqual(['顾为：后来改过，留着现在的。'])
  expect((await Person.findById(guwei?._id).lean())?.residence?.household).toBe(`${village.code}:502`)
})

it('a change by hand that breaks off at any write is finished by the sweep, once', async () => {
  const clerk = await actorIn(t, 'clerk')
  const { Person, RegisterEvent } = t.deps.models
  let n = 0
  const deaths = await atEveryWrite(async (nth, when) => {
    n += 1
    const { deps, died } = dyingAt(t, nth, when)
    const body = {
      key: `born-${when}-${nth}`,
      why: 'birth' as const,
      household: `${village.code}:502`,
      name: `陆${'一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑'[n]}`,
    }
    await addPerson(deps, clerk, village.code, body).catch(noCrash)
    minutes(2)
    await finishEvents(t.deps)
    const event = await RegisterEvent.findById(`${village.code}:${body.key}`).lean()
    expect(event?.pending ?? false).toBe(false)
    await addPerson(t.deps, clerk, village.code, body)
    expect(await Person.countDocuments({ name: body.name })).toBe(1)
    return died()
  })
  expect(deaths).toBeGreaterThan(6)
})

it('a messy register of three thousand is read, asked about, applied and found the same again', async () => {
  const clerk = await actorIn(t, 'clerk')
  const text = messyRegister(3000)
  const staged = await stageImport(t.deps, clerk, village.code, 'residence', source(text))
  expect(staged.counts).toMatchObject({ rows: 3001, new: 3000, question: 1, problem: 0, newHouseholds: 750 })
  expect(staged.questions).toMatchObject([{ code: 'numberRepeated', open: 1 }])
  expect(staged.notices).toEqual(['有60行身份证号末几位已丢失。这一列不保存，请核对姓名和户号。'])
  await confirmImport(t.deps, clerk, village.code, staged._id, true)
  const again = await stageImport(t.deps, clerk, village.code, 'residence', source(text))
  expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 3000, question: 1 })
})

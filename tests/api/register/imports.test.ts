import type { Api, ImportLine, RegisterImport } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { neighbour, type Village, village, villageApp } from '../notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  const { Household, Person } = t.deps.models
  // The village of the other tests has people with made-up posts in it; here the register is its own.
  await Household.deleteMany({ region: village.code })
  await Person.deleteMany({ 'residence.region': village.code })
})
afterAll(() => t.close())

const params = { code: village.code }
const first = [
  '户号\t户主\t姓名\t与户主关系\t性别\t出生年月\t组\t手机\t是否成员',
  '012\t沈国良\t沈国良\t户主\t男\t1956-03\t1组\t13800001234\t是',
  '\t\t唐　燕\t妻\t女\t1958-11\t\t\t是',
  '013\t陆小青\t陆小青\t户主\t女\t1971-05\t第1组\t\t否',
].join('\n')

async function stage(text: string, body: object = {}): Promise<RegisterImport> {
  const answer = await t.ask('POST /api/regions/:code/register/imports', {
    params,
    body: { text, ...body },
    token: t.token.clerk,
  })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.error))
  return answer.body
}
const confirm = (id: string, body: object = {}) =>
  t.ask('POST /api/regions/:code/register/imports/:id/confirm', {
    params: { ...params, id },
    body,
    token: t.token.clerk,
  })
const undo = (id: string) =>
  t.ask('POST /api/regions/:code/register/imports/:id/undo', {
    params: { ...params, id },
    token: t.token.clerk,
  })
const answer = (id: string, body: Api['PUT /api/regions/:code/register/imports/:id/answers']['body']) =>
  t.ask('PUT /api/regions/:code/register/imports/:id/answers', {
    params: { ...params, id },
    body,
    token: t.token.clerk,
  })
async function lines(id: string, kind: ImportLine['kind']): Promise<ImportLine[]> {
  const page = await t.ask('GET /api/regions/:code/register/imports/:id/lines', {
    params: { ...params, id },
    query: { kind },
    token: t.token.clerk,
  })
  return page.body.items
}
const register = async () => {
  const { Household, Person } = t.deps.models
  const people = await Person.find({ 'residence.region': village.code }).sort({ name: 1 }).lean()
  const households = await Household.find({ region: village.code }).sort({ _id: 1 }).lean()
  return { people, households }
}

describe('a village’s own register', () => {
  it('is shown before anything of it is stored, applied on one word, and found the same the second time', async () => {
    const staged = await stage(first)
    expect(staged.counts).toMatchObject({
      rows: 3,
      new: 3,
      changed: 0,
      question: 0,
      gone: 0,
      problem: 0,
      newHouseholds: 2,
    })
    expect((await register()).people).toEqual([])
    const done = await confirm(staged.id)
    expect([done.status, done.body.state, done.body.result]).toMatchObject([
      200,
      'applied',
      { newPeople: 3, newHouseholds: 2 },
    ])
    const { people, households } = await register()
    expect(households).toMatchObject([
      { _id: `${village.code}:012`, kind: 'residence', head: '沈国良', group: 1, groupName: '1组' },
      { _id: `${village.code}:013`, head: '陆小青' },
    ])
    expect(
      people.map(({ name, relation, sex, birthYear, residence }) => ({
        name,
        relation,
        sex,
        birthYear,
        ...residence,
      })),
    ).toMatchObject([
      {
        name: '唐燕',
        relation: '妻',
        sex: 'female',
        birthYear: 1958,
        household: `${village.code}:012`,
        member: true,
      },
      { name: '沈国良', relation: '户主', sex: 'male', birthYear: 1956, member: true },
      { name: '陆小青', birthYear: 1971, member: false },
    ])
    expect(people.find(({ name }) => name === '沈国良')?.phoneSealed).not.toContain('1380000')

    const again = await stage(first)
    expect(again.counts).toMatchObject({
      new: 0,
      changed: 0,
      same: 3,
      question: 0,
      gone: 0,
      newHouseholds: 0,
      changedHouseholds: 0,
    })
  })

  it('shows what changes with the old beside the new, and who is gone without letting anybody go', async () => {
    const staged = await stage(
      [
        '户号\t户主\t姓名\t与户主关系\t出生年月\t组\t手机\t是否成员',
        '012\t沈国良\t沈国良\t户主\t1956\t1组\t13900005678\t是',
        '012\t\t唐燕\t妻\t1958\t1组\t\t是',
        '013\t陆小青\t陆一\t子\t2001\t1组\t\t是',
      ].join('\n'),
      {},
    )
    expect(staged).toMatchObject({ whole: false, counts: { new: 1, changed: 1, same: 1, gone: 0 } })
    const whole = await answer(staged.id, { whole: true })
    expect(whole.body).toMatchObject({ whole: true, counts: { gone: 1 } })
    expect(await lines(staged.id, 'changed')).toMatchObject([
      { row: 2, changes: [{ field: '手机', before: '****', after: '139****5678' }] },
    ])
    const [gone] = await lines(staged.id, 'gone')
    expect(gone).toMatchObject({ stored: { name: '陆小青' }, answer: 'keep', row: null })
    await confirm(staged.id)
    expect((await register()).people.map(({ name, residence }) => [name, residence?.state])).toEqual([
      ['唐燕', 'living'],
      ['沈国良', 'living'],
      ['陆一', 'living'],
      ['陆小青', 'living'],
    ])
  })

  it('asks about a namesake in the group, and takes nobody for another without an answer', async () => {
    const text = ['户号\t户主\t姓名\t与户主关系\t组', '014\t沈国良\t沈国良\t户主\t1组'].join('\n')
    const staged = await stage(text)
    expect(staged).toMatchObject({ counts: { question: 1, open: 1 }, confirm: { allowed: false } })
    const [line] = await lines(staged.id, 'question')
    expect(line).toMatchObject({
      text: '第2行“沈国良”与现有登记同名同组。是同一个人吗？',
      file: { householdCode: '014' },
      stored: { householdCode: '012', birthYear: 1956 },
      choices: [{ text: '是' }, { text: '不是' }, { text: '先放着' }],
    })
    expect((await confirm(staged.id)).status).toBe(422)
    const before = await register()
    await answer(staged.id, { bulk: { question: 'namesake', answer: 'different' } })
    expect((await confirm(staged.id)).body.result).toMatchObject({ newPeople: 1 })
    expect((await register()).people).toHaveLength(before.people.length + 1)
    const again = await stage(text)
    expect(again.counts).toMatchObject({ same: 1, question: 0 })

    expect((await undo(staged.id)).body).toMatchObject({ state: 'undone', result: { keptByHand: [] } })
    expect(await register()).toEqual(before)
  })

  it('is compared again when it has changed since, and says so', async () => {
    const one = await stage('户号\t户主\t姓名\t组\n020\t顾为\t顾为\t2组')
    const two = await stage('户号\t户主\t姓名\t组\n020\t顾为\t顾为\t2组')
    expect((await confirm(one.id)).status).toBe(200)
    const late = await confirm(two.id)
    expect([late.status, late.error?.code]).toEqual([409, 'registerChanged'])
    const seen = await t.ask('GET /api/regions/:code/register/imports/:id', {
      params: { ...params, id: two.id },
      token: t.token.clerk,
    })
    expect(seen.body.counts).toMatchObject({ new: 0, same: 1 })
    expect((await confirm(two.id)).body.result).toMatchObject({ newPeople: 0 })
  })

  it('is nobody else’s to see or change', async () => {
    const staged = await stage(first)
    for (const who of ['neighbour', 'supervisor', 'publisher', 'stranger'] as const) {
      const seen = await t.ask('GET /api/regions/:code/register/imports/:id', {
        params: { ...params, id: staged.id },
        token: t.token[who],
      })
      expect([who, seen.status]).toEqual([who, 403])
    }
    const elsewhere = await t.ask('GET /api/regions/:code/register/imports/:id', {
      params: { code: neighbour.code, id: staged.id },
      token: t.token.clerk,
    })
    expect(elsewhere.status).toBe(403)
  })
})

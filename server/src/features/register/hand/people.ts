import { type Api, phoneNumber, plainName, registerLabels } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { hashPhone, isOfficeHolder, type PersonDoc, type RegisterStep, sealPhone } from '../../residents'
import { shown } from '../imports/lines-view'
import type { EventDoc } from '../register.model'
import { doByHand } from './by-hand'
import { homeIn, livingIn, livingOf } from './find'
import { refuse, relationOf, requireWords } from './words'

type NewPerson = Api['POST /api/regions/:code/register/people']['body']
type Change = Api['PUT /api/regions/:code/register/people/:person']['body']
type End = Api['POST /api/regions/:code/register/people/:person/end']['body']
type Move = Api['POST /api/regions/:code/register/people/:person/move']['body']

/** Null takes the number away. */
function phoneOf({ config }: Pick<Deps, 'config'>, written: string | null) {
  if (written === null || written.trim() === '') return { phoneHash: null, phoneSealed: null }
  const phone = phoneNumber(written)
  if (phone === null) throw refuse('phone', '手机：位数不对，请核对。')
  const { hashKey, fieldKey } = config.secrets
  return { phoneHash: hashPhone(phone, hashKey), phoneSealed: sealPhone(phone, fieldKey) }
}

function refuseNamesake(people: readonly PersonDoc[], name: string): void {
  if (people.some((one) => plainName(one.name) === name))
    throw refuse('name', `姓名：这一户已经有一位“${name}”。真是同名的另一个人，请导入带出生年份的表。`)
}

/** 出生、迁入 */
export const addPerson = (deps: Deps, actor: Actor, region: string, body: NewPerson): Promise<string> =>
  doByHand(deps, actor, region, body, async () => {
    requireWords({ name: body.name, relation: body.relation })
    const name = plainName(body.name)
    const home = await homeIn(deps, region, body.household)
    refuseNamesake(await livingOf(deps, home._id), name)
    const insert: PersonDoc = {
      _id: `h-${region}-${body.key}`,
      name,
      relation: relationOf(body.relation),
      sex: body.sex ?? null,
      birthYear: body.birthYear ?? null,
      residence: {
        region,
        household: home._id,
        member: body.member ?? false,
        state: 'living',
        endedAt: null,
      },
      enterprises: [],
      ...phoneOf(deps, body.phone ?? null),
    }
    return {
      text: `${body.why === 'birth' ? '登记出生' : '登记迁入'}：${name}`,
      households: [home._id],
      steps: [{ of: 'person', insert }],
      answer: home._id,
    }
  })

export const changePerson = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Change,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Change, async () => {
    requireWords({ name: body.name, relation: body.relation })
    const person = await livingIn(deps, region, id)
    const { residence } = person
    const home = await homeIn(deps, region, residence.household)
    const name = body.name === undefined ? person.name : plainName(body.name)
    if (name !== person.name) refuseNamesake(await livingOf(deps, home._id), name)
    const { changes, was, set } = differences(deps, person, { ...body, name })
    const steps: RegisterStep[] = [{ of: 'person', id, was, set }]
    if (name !== person.name && home.head === person.name)
      steps.push({ of: 'household', id: home._id, was: { head: home.head }, set: { head: name } })
    return {
      text: `改登记：${name}`,
      changes,
      households: [home._id],
      steps: changes.length > 0 ? steps : [],
      answer: home._id,
    }
  })

type Values = Record<string, unknown>

function differences(deps: Deps, person: PersonDoc, body: Change) {
  const changes: EventDoc['changes'] = []
  const was: Values = {}
  const set: Values = {}
  const compare = (path: string, label: string, before: unknown, after: unknown) => {
    if (after === undefined || after === before) return
    was[path] = before
    set[path] = after
    changes.push({ field: label, before: shown(before), after: shown(after) })
  }
  compare('name', registerLabels.name, person.name, body.name)
  compare(
    'relation',
    registerLabels.relation,
    person.relation ?? null,
    body.relation === undefined ? undefined : relationOf(body.relation),
  )
  compare('sex', registerLabels.sex, person.sex ?? null, body.sex)
  compare('birthYear', registerLabels.birth, person.birthYear ?? null, body.birthYear)
  compare('residence.member', registerLabels.member, person.residence?.member ?? false, body.member)
  if (body.phone === undefined) return { changes, was, set }
  const phone = phoneOf(deps, body.phone)
  if (phone.phoneHash === person.phoneHash) return { changes, was, set }
  was.phoneHash = person.phoneHash
  Object.assign(set, phone)
  // The numbers themselves are not for the history.
  changes.push({
    field: registerLabels.phone,
    before: person.phoneHash && '****',
    after: phone.phoneHash && '****',
  })
  return { changes, was, set }
}

/** 去世、迁出. Somebody in office is for the township to end, as at the desk. */
export const endPerson = (deps: Deps, actor: Actor, region: string, id: string, body: End): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as End, async () => {
    const person = await livingIn(deps, region, id)
    if (await isOfficeHolder(deps, id))
      throw new AppError('forbidden', { message: '这位村民在任村干部，请镇里登记。' })
    const { household } = person.residence
    return {
      text: `${body.why === 'died' ? '登记去世' : '登记迁出'}：${person.name}`,
      households: [household],
      steps: [],
      ends: { person: id, why: body.why },
      answer: household,
    }
  })

/** 换到另一户 */
export const movePerson = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Move,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Move, async () => {
    requireWords({ relation: body.relation })
    const person = await livingIn(deps, region, id)
    const from = person.residence.household
    const to = await homeIn(deps, region, body.household)
    if (to._id === from) throw refuse('household', '户：这位村民已经在这一户。')
    refuseNamesake(await livingOf(deps, to._id), plainName(person.name))
    const relation = relationOf(body.relation)
    return {
      text: `换户：${person.name}到${to.code}户（${to.head}）`,
      changes: [{ field: registerLabels.household, before: codeOf(from), after: to.code }],
      households: [from, to._id],
      steps: [
        {
          of: 'person',
          id,
          was: { 'residence.household': from },
          set: { 'residence.household': to._id, relation },
        },
      ],
      answer: to._id,
    }
  })

const codeOf = (household: string): string => household.slice(household.indexOf(':') + 1)

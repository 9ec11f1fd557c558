import {
  type Api,
  householdIdOf,
  plainGroup,
  plainHouseholdCode,
  plainName,
  registerLabels,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import {
  type HouseholdDoc,
  householdsByCode,
  householdsById,
  householdsOfRegister,
  type RegisterStep,
} from '../../residents'
import { shown } from '../imports/lines-view'
import { groupNumbers } from '../places'
import type { EventDoc } from '../register.model'
import { placeName, placesOf } from '../stored'
import { doByHand } from './by-hand'
import { homeIn, householdIn, livingOf } from './find'
import { refuse, requireWords } from './words'

type New = Api['POST /api/regions/:code/register/households']['body']
type Change = Api['PUT /api/regions/:code/register/households/:household']['body']
type Split = Api['POST /api/regions/:code/register/households/:household/split']['body']
type Merge = Api['POST /api/regions/:code/register/households/:household/merge']['body']
type Links = Api['PUT /api/regions/:code/register/households/:household/links']['body']

async function freeCode(
  { db }: Deps,
  region: string,
  kind: HouseholdDoc['kind'],
  written: string,
): Promise<string> {
  requireWords(kind === 'contract' ? {} : { householdCode: written })
  const code = plainHouseholdCode(written)
  if (code === '') throw refuse('householdCode', '户号：不能为空。')
  const [same] = await householdsByCode(db, region, [code])
  const [taken] = await householdsById(db, [householdIdOf(region, kind, code)])
  if (taken || same?.kind === kind) throw refuse('householdCode', `户号：${code}已经有一户了。`)
  return code
}

const blank = { tied: [], area: null, row: null, estate: null, building: '', endedAt: null }

export const addHousehold = (deps: Deps, actor: Actor, region: string, body: New): Promise<string> =>
  doByHand(deps, actor, region, body, async () => {
    requireWords({ head: body.head, group: body.group })
    const code = await freeCode(deps, region, body.kind, body.householdCode)
    const groupName = plainGroup(body.group)
    const no = await groupNumbers(deps, region, [groupName])
    const head = plainName(body.head)
    const _id = householdIdOf(region, body.kind, code)
    const insert = { ...blank, _id, region, kind: body.kind, code, head, group: no(groupName), groupName }
    return {
      text: `新登记一户：${code}（${head}）`,
      households: [_id],
      steps: [{ of: 'household', insert }],
      answer: _id,
    }
  })

/** 换户主, another group or place. */
export const changeHousehold = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Change,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Change, async () => {
    requireWords({ group: body.group, building: body.building })
    const household = await householdIn(deps, region, id)
    const places = await placesOf(deps.db, region)
    const changes: EventDoc['changes'] = []
    const was: Record<string, unknown> = {}
    const set: Record<string, unknown> = {}
    const compare = (field: keyof HouseholdDoc, label: string, after: unknown, name = shown) => {
      const before = household[field] ?? null
      if (after === undefined || after === before) return
      was[field] = before
      set[field] = after
      changes.push({ field: label, before: name(before), after: name(after) })
    }
    const place = (kind: 'area' | 'row' | 'estate', wanted: string | null | undefined) => {
      if (wanted && places.get(wanted)?.kind !== kind)
        throw refuse(kind, `${registerLabels[kind]}：没有找到，请重新选择。`)
      compare(kind, registerLabels[kind], wanted, (value) => shown(placeName(places, value as string | null)))
    }
    const { head, steps } = await newHead(deps, household, body.head)
    compare('head', registerLabels.head, head)
    place('area', body.area)
    place('row', body.row)
    place('estate', body.estate)
    compare('building', registerLabels.building, body.building?.trim())
    if (body.group !== undefined && plainGroup(body.group) !== household.groupName) {
      const groupName = plainGroup(body.group)
      const no = await groupNumbers(deps, region, [groupName])
      compare('groupName', registerLabels.group, groupName)
      Object.assign(set, { group: no(groupName) })
    }
    const own: RegisterStep[] = changes.length > 0 ? [{ of: 'household', id, was, set }, ...steps] : []
    return {
      text: head === undefined ? '改户的登记' : `换户主：${head}`,
      changes,
      households: [id],
      steps: own,
      answer: id,
    }
  })

/** Of a 户籍户 one of its people, who becomes 户主; of the others a name. */
async function newHead(
  deps: Deps,
  household: HouseholdDoc,
  wanted: string | undefined,
): Promise<{ head: string | undefined; steps: RegisterStep[] }> {
  if (wanted === undefined) return { head: undefined, steps: [] }
  if (household.kind !== 'residence') {
    requireWords({ head: wanted })
    return { head: plainName(wanted), steps: [] }
  }
  const people = await livingOf(deps, household._id)
  const next = people.find(({ _id }) => _id === wanted)
  if (!next) throw refuse('head', '户主：请从这一户的人里选。')
  return { head: next.name, steps: headSteps(people, next._id) }
}

/** The new head is 户主; what the former one is to them nobody has said. */
const headSteps = (
  people: readonly { _id: string; relation: string | null }[],
  head: string,
): RegisterStep[] =>
  people.flatMap(({ _id, relation }): RegisterStep[] => {
    const next = _id === head ? '户主' : relation === '户主' ? null : relation
    return next === (relation ?? null)
      ? []
      : [{ of: 'person', id: _id, was: { relation: relation ?? null }, set: { relation: next } }]
  })

/** 分户: some of its people become a household of their own. Rows published for the old one stay the old one's. */
export const splitHousehold = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Split,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Split, async () => {
    const from = await homeIn(deps, region, id)
    const people = await livingOf(deps, id)
    const going = people.filter(({ _id }) => body.people.includes(_id))
    const head = going.find(({ _id }) => _id === body.head)
    if (going.length !== new Set(body.people).size) throw refuse('people', '人：请从这一户的人里选。')
    if (going.length === people.length) throw refuse('people', '人：原来的户至少留一个人。')
    if (!head) throw refuse('head', '新户主：请从分出去的人里选。')
    const code = await freeCode(deps, region, 'residence', body.householdCode)
    const to = householdIdOf(region, 'residence', code)
    const { tied: _tied, ...place } = from
    return {
      text: `分户：${going.map(({ name }) => name).join('、')}另立${code}户`,
      households: [id, to],
      steps: [
        { of: 'household', insert: { ...place, tied: [], _id: to, code, head: head.name } },
        ...going.map(
          ({ _id }): RegisterStep => ({
            of: 'person',
            id: _id,
            was: { 'residence.household': id },
            set: { 'residence.household': to },
          }),
        ),
        ...headSteps(going, head._id),
      ],
      answer: to,
    }
  })

/** 并户: all its people go to another. Rows published for the old one, and for what belonged to it, are the other's too. */
export const mergeHousehold = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Merge,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Merge, async () => {
    const from = await homeIn(deps, region, id)
    const into = await homeIn(deps, region, body.into)
    if (into._id === id) throw refuse('into', '户：不能并到自己这一户。')
    const people = await livingOf(deps, id)
    const moved = people.map(
      ({ _id, relation }): RegisterStep => ({
        of: 'person',
        id: _id,
        was: { 'residence.household': id },
        set: { 'residence.household': into._id, ...(relation === '户主' ? { relation: null } : {}) },
      }),
    )
    return {
      text: `并户：${from.code}户（${from.head}）并到${into.code}户（${into.head}）`,
      households: [id, into._id],
      steps: [
        { of: 'household', id, was: { endedAt: null }, set: { endedAt: deps.clock.now() } },
        ...moved,
        { of: 'tie', id: into._id, add: [id, ...from.tied], take: [] },
      ],
      answer: into._id,
    }
  })

/** Which 户籍户 a 承包户 or 成员户 belongs to: the whole list. */
export const linkHousehold = (
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Links,
): Promise<string> =>
  doByHand(deps, actor, region, { ...body, id } as Links, async () => {
    const household = await householdIn(deps, region, id)
    if (household.kind === 'residence')
      throw new AppError('wrongState', { message: '请在承包户或成员户那边，选它属于哪一户。' })
    const wanted = await Promise.all([...new Set(body.links)].map((home) => homeIn(deps, region, home)))
    const homes = (await householdsOfRegister(deps.db, region, 'residence')).filter(({ tied }) =>
      tied.includes(id),
    )
    const added = wanted.filter(({ _id }) => !homes.some((one) => one._id === _id))
    const taken = homes.filter(({ _id }) => !wanted.some((one) => one._id === _id))
    const codes = (all: readonly HouseholdDoc[]) => all.map(({ code }) => code).join('、') || null
    return {
      text: `关联：${household.code}（${household.head}）`,
      changes: [{ field: '户籍户', before: codes(homes), after: codes(wanted) }],
      households: [id, ...added.map(({ _id }) => _id), ...taken.map(({ _id }) => _id)],
      steps: [
        ...added.map(({ _id }): RegisterStep => ({ of: 'tie', id: _id, add: [id], take: [] })),
        ...taken.map(({ _id }): RegisterStep => ({ of: 'tie', id: _id, add: [], take: [id] })),
      ],
      answer: id,
    }
  })

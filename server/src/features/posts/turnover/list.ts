import { type Api, plainDateText, roleText, shanghaiDate, type Turnover } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type Actor, signedInBefore } from '../../accounts'
import { refOf, regionOf, regionRefs } from '../../regions'
import { personsOf, rolesBegunIn } from '../../residents'
import { requireManager } from '../manage'
import { postModels, type TurnoverDoc } from '../posts.model'

const mostShown = 20

/** The 换届 of a place, the newest first. */
export async function turnoversOf(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<Api['GET /api/regions/:code/turnovers']['response']> {
  await regionOf(deps, code)
  requireManager(actor, code)
  const found = await postModels(deps.db)
    .Turnover.find({ region: code })
    .sort({ at: -1 })
    .limit(mostShown)
    .lean<TurnoverDoc[]>()
  return { turnovers: await Promise.all(found.map((turnover) => turnoverView(deps, turnover))) }
}

/** With those who begin and have no account yet: they need a sign-in slip (登录单). */
export async function turnoverView(deps: Deps, turnover: TurnoverDoc): Promise<Turnover> {
  const { _id, region, state, date, at, by } = turnover
  const now = deps.clock.now()
  const begun = state === 'done' ? await rolesBegunIn(deps.db, _id) : []
  const ids = [...new Set(begun.map(({ person }) => person))]
  const [persons, known, refs] = await Promise.all([
    personsOf(deps.db, [...new Set([...ids, by])]),
    ids.length === 0 ? new Set<string>() : signedInBefore(deps.db, ids),
    regionRefs(deps, [region, ...begun.map((role) => role.region)]),
  ])
  const names = new Map(persons.map((person) => [person._id, person.name]))
  return {
    id: _id,
    region: refOf(refs, region),
    date: shanghaiDate(date),
    state,
    text: textOf(turnover, now),
    by: names.get(by) ?? '一位管理员',
    at: at.toISOString(),
    takeBack: state === 'done' && date > now,
    invites: begun
      .filter(({ person }) => !known.has(person))
      .map(({ person, role, region: place }) => ({
        person,
        name: names.get(person) ?? '',
        roleText: roleText[role],
        region: refOf(refs, place),
      })),
  }
}

function textOf({ state, date, counts }: TurnoverDoc, now: Date): string {
  const what = `${counts.villages}个地方，${counts.begins}人上任，${counts.ends}人离任`
  const day = plainDateText(shanghaiDate(date), now)
  switch (state) {
    case 'writing':
      return `${what}，正在写入`
    case 'takingBack':
      return `${what}，正在撤回`
    case 'takenBack':
      return `${what}，已撤回`
    case 'done':
      return date > now ? `${what}，${day}零点起` : `${what}，${day}起已经换好`
  }
}

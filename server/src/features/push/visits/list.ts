import { type Api, keepsRegister, type VisitList } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { offsetPage } from '../../../http/offset-cursor'
import type { Actor } from '../../accounts'
import { regionOf, regionRef } from '../../regions'
import { cutsOf, fits } from './cuts.rules'
import { doorsOf, doorView } from './doors'
import { toldIn, waitingIn } from './live'
import { visitorOf } from './rights'
import { roundBegins, roundText } from './round.rules'

const limit = 50

/** 入户名单: by household, so that one knock tells everything. */
export async function visitList(
  deps: Deps,
  actor: Actor,
  code: string,
  { told = false, cursor, ...cut }: Api['GET /api/regions/:code/visits']['query'],
): Promise<VisitList> {
  const region = regionRef(await regionOf(deps, code))
  const theirs = visitorOf(actor, code)
  const { viewer } = actor
  const now = deps.clock.now()
  const waiting = (await doorsOf(deps, code, await waitingIn(deps, code, viewer))).filter(theirs)
  const doors = told
    ? (await doorsOf(deps, code, await toldIn(deps, code, viewer, roundBegins(now)))).filter(theirs)
    : waiting
  const { page, next } = offsetPage(
    doors.filter((door) => fits(cut, door)),
    { cursor, limit },
  )
  return {
    region,
    round: roundText(now),
    waiting: waiting.length,
    cuts: cutsOf(doors),
    households: page.map((door) => doorView(deps, door)),
    ...(next ? { next } : {}),
    seesPhones: keepsRegister(viewer, code),
  }
}

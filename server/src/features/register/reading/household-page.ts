import type { HouseholdPage } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { regionOf } from '../../regions'
import { openPhone, residentIn } from '../../residents'
import { requireKeeper } from '../keepers'
import { type EventDoc, registerModels } from '../register.model'
import { householdView, linksOf, suggestionsFor, verifiedAs } from './household-view'
import { registerKept } from './register-kept'

const mostEvents = 50

/** One household with what belongs to it and what was done with it. */
export async function householdPage(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
): Promise<HouseholdPage> {
  await regionOf(deps, region)
  requireKeeper(actor, region)
  const register = await registerKept(deps, region)
  const household = register.byId.get(id)
  if (!household) throw new AppError('householdNotFound')
  const links = linksOf(register, household)
  const suggested = suggestionsFor(register, household, links)
  const shown = [household, ...links, ...suggested]
  const [verified, events] = await Promise.all([
    verifiedAs(
      deps,
      shown.flatMap((one) => register.living.get(one._id) ?? []),
    ),
    registerModels(deps.db)
      .RegisterEvent.find({ households: id }, { text: 1, changes: 1, at: 1, by: 1 })
      .sort({ at: -1 })
      .limit(mostEvents)
      .lean<EventDoc[]>(),
  ])
  const view = (one: (typeof shown)[number]) => householdView(deps, register, one, verified)
  return {
    household: view(household),
    links: links.map(view),
    suggested: suggested.map(view),
    left: (register.left.get(id) ?? []).map(({ _id, name, residence }) => ({
      ...{ id: _id, name },
      state: residence?.state === 'dead' ? ('dead' as const) : ('moved' as const),
    })),
    events: events.map(({ at, by, text, changes }) => ({ at: at.toISOString(), by: by.name, text, changes })),
  }
}

/** The whole number, for whoever has to ring; the audit knows who saw it. */
export async function phoneOf(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
): Promise<{ phone: string | null }> {
  await regionOf(deps, region)
  requireKeeper(actor, region)
  const person = await residentIn(deps.db, region, id)
  if (!person) throw new AppError('notFound', { message: '登记册里没有找到这位村民。' })
  await noteAct(deps, { act: 'phoneShown', by: actor, region, subject: id })
  const { phoneSealed } = person
  return { phone: phoneSealed && openPhone(phoneSealed, [deps.config.secrets.fieldKey]) }
}

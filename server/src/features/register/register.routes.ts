import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { disposition } from '../../http/files'
import { type Actor, actorOf, freshActor } from '../accounts'
import {
  addHousehold,
  changeHousehold,
  linkHousehold,
  mergeHousehold,
  splitHousehold,
} from './hand/households'
import { addPerson, changePerson, endPerson, movePerson } from './hand/people'
import { addPlace, assignHouseholds, changePlace, placesView, removePlace } from './hand/places'
import { exportRegister } from './reading/export'
import { householdPage, phoneOf } from './reading/household-page'
import { registerPage } from './reading/register-page'

const done = { done: true as const }

export function registerRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  const root = '/api/regions/:code/register'
  on(`GET ${root}`, (request) => registerPage(deps, actorOf(request), request.params.code, request.query))
  on(`GET ${root}/export.xlsx`, async (request, reply) => {
    const { name, file } = await exportRegister(deps, await freshActor(deps, request), request.params.code)
    reply.headers({
      'content-disposition': disposition('attachment', name, 'xlsx'),
      'cache-control': 'no-store',
    })
    return reply.send(file)
  })
  on(`GET ${root}/people/:person/phone`, (request) =>
    phoneOf(deps, actorOf(request), request.params.code, request.params.person),
  )
  on(`GET ${root}/households/:household`, (request) =>
    householdPage(deps, actorOf(request), request.params.code, request.params.household),
  )

  /** What was done, and the household that it was done to. */
  const shown = async (actor: Actor, code: string, household: Promise<string>) =>
    householdPage(deps, actor, code, await household)
  on(`POST ${root}/people`, async (request) => {
    const [actor, { code }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, addPerson(deps, actor, code, request.body))
  })
  on(`PUT ${root}/people/:person`, async (request) => {
    const [actor, { code, person }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, changePerson(deps, actor, code, person, request.body))
  })
  on(`POST ${root}/people/:person/end`, async (request) => {
    const [actor, { code, person }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, endPerson(deps, actor, code, person, request.body))
  })
  on(`POST ${root}/people/:person/move`, async (request) => {
    const [actor, { code, person }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, movePerson(deps, actor, code, person, request.body))
  })
  on(`POST ${root}/households`, async (request) => {
    const [actor, { code }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, addHousehold(deps, actor, code, request.body))
  })
  on(`PUT ${root}/households/:household`, async (request) => {
    const [actor, { code, household }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, changeHousehold(deps, actor, code, household, request.body))
  })
  on(`POST ${root}/households/:household/split`, async (request) => {
    const [actor, { code, household }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, splitHousehold(deps, actor, code, household, request.body))
  })
  on(`POST ${root}/households/:household/merge`, async (request) => {
    const [actor, { code, household }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, mergeHousehold(deps, actor, code, household, request.body))
  })
  on(`PUT ${root}/households/:household/links`, async (request) => {
    const [actor, { code, household }] = [await freshActor(deps, request), request.params]
    return shown(actor, code, linkHousehold(deps, actor, code, household, request.body))
  })

  on(`GET ${root}/places`, (request) => placesView(deps, actorOf(request), request.params.code))
  on(`POST ${root}/places`, async (request) =>
    addPlace(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on(`PUT ${root}/places/:place`, async (request) => {
    const { code, place } = request.params
    return changePlace(deps, await freshActor(deps, request), code, place, request.body)
  })
  on(`POST ${root}/places/:place/households`, async (request) => {
    const { code, place } = request.params
    return assignHouseholds(deps, await freshActor(deps, request), code, place, request.body)
  })
  on(`DELETE ${root}/places/:place`, async (request) => {
    const { code, place } = request.params
    await removePlace(deps, await freshActor(deps, request), code, place)
    return done
  })
}

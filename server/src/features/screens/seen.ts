import { type Api, hasPart, keepsRegister, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { noticeLines, placeOfNotice, wouldAnnounce } from '../notices'
import { policyWorkOf } from '../policies'
import { policyTold, reachView, seesNames, toldPeople, toldSums, whyNotice } from '../push'
import { personsOf, regionOfHousehold } from '../residents'

type Seen<K extends keyof Api> = Promise<Api[K]['response']>

/** Before it is published: read from the draft, told to nobody. */
export const reachOfDraft = async (
  deps: Deps,
  actor: Actor,
  id: string,
  asked: Api['GET /api/notices/:id/reach']['query'],
): Seen<'GET /api/notices/:id/reach'> => reachView(deps, await wouldAnnounce(deps, actor, id, asked))

/** After it: numbers, for whoever has a part in what the place publishes. */
export async function toldOfNotice(
  deps: Deps,
  { viewer }: Actor,
  id: string,
): Seen<'GET /api/notices/:id/told'> {
  const place = await placeForOffice(deps, viewer, id)
  const [sums, [line]] = await Promise.all([toldSums(deps, id), noticeLines(deps, [place.notice], viewer)])
  const { received, opened, announcements } = sums
  return {
    notice: id,
    title: line?.title ?? '',
    region: place.region,
    ...{ received, opened, announcements },
    names: seesNames(viewer, place.region.code) || place.region.level !== 'village',
  }
}

/** For those who work on it. */
export async function toldOfPolicy(deps: Deps, actor: Actor, id: string): Seen<'GET /api/policies/:id/told'> {
  const { id: policy } = await policyWorkOf(deps, actor, id)
  return policyTold(deps, policy)
}

export async function toldPeopleOfNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  query: Api['GET /api/notices/:id/told/people']['query'],
): Seen<'GET /api/notices/:id/told/people'> {
  const place = await placeForOffice(deps, actor.viewer, id)
  if (place.region.level === 'village' && !seesNames(actor.viewer, place.region.code))
    throw new AppError('forbidden', { message: '名单由本村的村经办和书记/主任看。' })
  return toldPeople(deps, actor, id, query)
}

/** Who writes, reviews or publishes there. */
async function placeForOffice(deps: Deps, { roles }: Actor['viewer'], id: string) {
  const place = await placeOfNotice(deps, id)
  if (!place) throw new AppError('noticeNotFound')
  const { code } = place.region
  if (!(['write', 'review', 'publish'] as const).some((part) => hasPart(roles, code, part)))
    throw new AppError('forbidden', { message: '告诉了谁，由写、审、发这条公开的人看。' })
  return place
}

/** For the person; with another person, for the office that keeps their register, and the audit knows who asked. */
export async function whyOfNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  person: string | undefined,
): Seen<'GET /api/notices/:id/why'> {
  const { viewer } = actor
  const place = await placeOfNotice(deps, id)
  if (!place) throw new AppError('noticeNotFound')
  const whose =
    person === undefined
      ? ({ person: actor.person._id, voice: 'self', viewer } as const)
      : ({ person: await supported(deps, actor, person), voice: 'office', viewer } as const)
  const [line] = await noticeLines(deps, [place.notice], person === undefined ? viewer : visitor)
  if (!line) throw new AppError('noticeNotFound')
  return { title: line.title, answers: await whyNotice(deps, whose, id) }
}

async function supported(deps: Deps, actor: Actor, id: string): Promise<string> {
  const [person] = await personsOf(deps.db, [id])
  const region = person?.residence ? regionOfHousehold(person.residence.household) : null
  if (region === null || !keepsRegister(actor.viewer, region))
    throw new AppError('forbidden', { message: '只有管这位村民登记册的村经办能看。' })
  await noteAct(deps, { act: 'whyShown', by: actor, region, subject: id })
  return id
}

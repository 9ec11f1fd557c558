import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { LeakedHousehold } from '../../../feature'
import { bareStep, concernedByKinds, concernedByTexts } from '../../notices'
import { policiesChanged } from '../marks'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from '../policies.model'
import { emptyPolicy } from '../workflow/content.rules'
import { finishBeside } from './finish'
import { type EndingStep, endPolicy } from './hide'

type Body = Api['POST /api/policies/:id/takedown']['body']

/** While a request that began before the takedown may still write; then it is deleted once more, and that is all. */
const othersWriteMs = 60_000

/** 撤下: a second person confirms what one has hidden. From the one update on nothing of it is read by anybody. */
export async function takeDownPolicy(
  deps: Deps,
  asked: Omit<EndingStep, 'verb' | 'reason'>,
  { reason, kinds, households, tell = true }: Body,
): Promise<PolicyDoc> {
  const body = (await policyModels(deps.db).Policy.findById(asked.id).lean<PolicyDoc>())?.head?.publishedBy
  const policy = await endPolicy(deps, { ...asked, reason, verb: 'takedown' }, (by, at, why) => ({
    set: {
      state: 'takenDown',
      hidden: null,
      'head.title': '',
      ended: {
        ...{ at, by, body: body ?? '', reason: why, kinds: [...new Set(kinds)] },
        households: households ?? null,
      },
    },
    owed: ['persons', 'erase', ...(tell ? (['tell'] as const) : [])],
  }))
  return finishTakenDown(deps, policy)
}

/** Whose data stand in what was published of it: residents of the township who are named. */
export async function concernedByPolicy(deps: Deps, id: string): Promise<LeakedHousehold[]> {
  const editions = await policyModels(deps.db)
    .PolicyEdition.find({ policy: id, state: { $in: ['published', 'superseded'] } })
    .lean<PolicyEditionDoc[]>()
  const [first] = editions
  return first ? concernedByTexts(deps, first.region, editions.flatMap(textsOf)) : []
}

/** Every text, paragraph by paragraph: beside whom a number stands is read in one paragraph. */
const textsOf = ({ content, change }: PolicyEditionDoc): string[] =>
  [...textsIn(content), change?.note ?? ''].flatMap((text) => text.split('\n'))

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** What still follows, in an order in which a crash at any point loses nothing. Each step may be repeated. */
export async function finishTakenDown(deps: Deps, policy: PolicyDoc): Promise<PolicyDoc> {
  // Whose data it was can be found only while the content is there.
  if (policy.owed.includes('persons')) await findPersons(deps, policy)
  if (policy.owed.includes('erase')) await erase(deps, policy)
  return policy.owed.includes('tell') ? finishBeside(deps, policy) : policy
}

async function findPersons(deps: Deps, policy: PolicyDoc): Promise<void> {
  const { _id, region, ended, head, steps, current } = policy
  if (ended && head) {
    const { at, by, body, reason, kinds = [], households: named = null } = ended
    const found = await concernedByPolicy(deps, _id)
    const households =
      named === null
        ? concernedByKinds(kinds, found)
        : found.filter(({ household }) => named.includes(household))
    const hide = steps.findLast(({ verb }) => verb === 'hide')
    for (const { takedown } of deps.features)
      await takedown?.found?.(deps, {
        ...{ kind: 'policy', notice: _id, edition: current ?? '', region, item: 0 },
        ...{ publishedAt: head.publishedAt, hiddenAt: hide?.at ?? at, hiddenBy: hide?.by ?? by },
        ...{ at, by, body, reason, kinds, households },
      })
  }
  await policyModels(deps.db).Policy.updateOne({ _id }, { $pull: { owed: 'persons' } })
}

/** Texts of every edition, here and in every feature. Repeatable; done again a minute later. */
async function erase(deps: Deps, { _id, ended, steps, head, createdAt }: PolicyDoc): Promise<void> {
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const editions = await PolicyEdition.find({ policy: _id }).lean<PolicyEditionDoc[]>()
  for (const edition of editions) {
    if (edition.publishedAt === null) await PolicyEdition.deleteOne({ _id: edition._id })
    else await PolicyEdition.replaceOne({ _id: edition._id }, bareEdition(edition))
  }
  for (const { takedown } of deps.features) await takedown?.erase?.(deps, { kind: 'policy', id: _id })
  const over = deps.clock.now().getTime() - (ended?.at ?? createdAt).getTime() >= othersWriteMs
  await Policy.updateOne(
    { _id, state: 'takenDown' },
    {
      $set: {
        head: head && { ...head, title: '' },
        availability: { state: 'open', extendedTo: null, note: '' },
        links: [],
        // Reasons of before may point at what was taken down.
        steps: steps.map((step) =>
          step.verb === 'takedown' ? step : { ...step, note: '', key: null, hash: null },
        ),
      },
      ...(over ? { $pull: { owed: 'erase' } } : {}),
    },
  )
  await policiesChanged(deps)
}

/** Who did what and when, and the hashes. */
const bareEdition = (edition: PolicyEditionDoc): PolicyEditionDoc => ({
  ...edition,
  content: emptyPolicy,
  change: edition.change && { ...edition.change, note: '' },
  revision: edition.revision + 1,
  owed: [],
  lastKey: null,
  history: edition.history.map(bareStep),
})

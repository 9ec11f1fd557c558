import { blankProfile, type EnterpriseProfile, filledProfile } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { moveAfter } from '../../../storage/marks'
import { inPages, oneByOne } from '../../../storage/pages'
import { beginEnterprise, endEnterprise } from '../../residents'
import {
  type EnterpriseDoc,
  type EnterpriseLinkDoc,
  enterpriseMark,
  enterpriseModels,
  enterprisesMark,
  linksMark,
} from '../enterprises.model'
import { profileOf, storedProfile } from '../profile/profile-of'
import { tellDecision } from './decided'
import { tellWaiting } from './waiting'

type Writing = Pick<Deps, 'db' | 'marks' | 'clock'>

/** What moves with a link. */
export const linkMarks = ({
  enterprise,
  person,
}: Pick<EnterpriseLinkDoc, 'enterprise' | 'person'>): string[] => [
  enterprisesMark,
  enterpriseMark(enterprise),
  linksMark(person),
]

/**
 * What a link that was decided still owes: the profile takes what was filled in meanwhile, and the person's record says whom
 * they act for. Repeatable; a crash leaves it `owed`, and the job goes on.
 */
export async function settleLink(deps: Writing, _id: string): Promise<void> {
  const { EnterpriseLink } = enterpriseModels(deps.db)
  const link = await EnterpriseLink.findById(_id).lean<EnterpriseLinkDoc>()
  if (!link) return
  const { person, enterprise, state, draft } = link
  if (state === 'confirmed') {
    await takeDraft(deps, enterprise, draft)
    await beginEnterprise(deps, person, enterprise, () => isConfirmed(deps, _id))
  } else if (state !== 'asked') {
    await endEnterprise(deps, person, enterprise)
    if (link.role === 'owner') await endWithoutOwner(deps, enterprise)
  }
  await (state === 'asked' ? tellWaiting(deps, link) : tellDecision(deps, link))
  await moveAfter(deps.marks, linkMarks(link), () =>
    EnterpriseLink.updateOne(
      { _id, state, at: link.at },
      {
        $set: {
          owed: false,
          ...(state === 'asked' ? {} : { draft: state === 'refused' ? bare(draft) : null }),
        },
      },
    ),
  )
}

/** Of what was refused stays what it was called, so that its asker knows which it was. */
const bare = (draft: EnterpriseProfile | null): EnterpriseProfile | null =>
  draft && { ...blankProfile(draft.name), region: draft.region }

const isConfirmed = async ({ db }: Writing, _id: string): Promise<boolean> =>
  (await enterpriseModels(db).EnterpriseLink.exists({ _id, state: 'confirmed' })) !== null

/**
 * The first who is confirmed brings the profile; of the next only what nobody knew yet. Whoever is newly confirmed has to be
 * told what there is, so that the enterprise is looked at again.
 */
async function takeDraft(deps: Writing, _id: string, draft: EnterpriseProfile | null): Promise<void> {
  const { Enterprise } = enterpriseModels(deps.db)
  const anew = { held: true, owed: true, changedAt: deps.clock.now() }
  const write = (filter: object, set: object) =>
    moveAfter(deps.marks, [enterprisesMark, enterpriseMark(_id)], () =>
      Enterprise.updateOne({ _id, ...filter }, { $set: { ...anew, ...set } }),
    )
  for (let done = false; !done; ) {
    const found = draft && (await Enterprise.findById(_id).lean<EnterpriseDoc>())
    if (!found) return void (await write({}, {}))
    const { revision } = found
    const profile = storedProfile(merged(found, draft))
    done = (await write({ revision }, { profile, revision: revision + 1 })).matchedCount > 0
  }
}

function merged(enterprise: EnterpriseDoc, draft: EnterpriseProfile): EnterpriseProfile {
  const now = profileOf(enterprise)
  if (enterprise.held) return filledProfile(now, draft)
  const { name, kind, foundedOn } = now
  const region = draft.region ?? now.region
  return enterprise.registered
    ? { ...draft, region, name, kind: kind ?? draft.kind, foundedOn: foundedOn ?? draft.foundedOn }
    : { ...draft, region }
}

/** Colleagues are there on an owner's word: with the last owner they go. Repeatable. */
async function endWithoutOwner(deps: Writing, enterprise: string): Promise<void> {
  const { EnterpriseLink } = enterpriseModels(deps.db)
  const held = await EnterpriseLink.find({ enterprise, state: 'confirmed' }).lean<EnterpriseLinkDoc[]>()
  if (held.some(({ role }) => role === 'owner')) return
  for (const link of held) {
    await endLink(deps, link, { state: 'ended', reason: '负责人已经退出。' })
    await settleLink(deps, link._id)
  }
}

/** Ends or refuses a link that is as it was looked at; false where something came between. The settling is to follow. */
export async function endLink(
  { db, marks, clock }: Writing,
  link: EnterpriseLinkDoc,
  set: Pick<EnterpriseLinkDoc, 'state'> & Partial<EnterpriseLinkDoc>,
): Promise<boolean> {
  const { matchedCount } = await moveAfter(marks, linkMarks(link), () =>
    enterpriseModels(db).EnterpriseLink.updateOne(
      { _id: link._id, state: link.state, at: link.at },
      { $set: { settledAt: clock.now(), owed: true, ...set } },
    ),
  )
  return matchedCount > 0
}

/** Goes on with what a crash cut short. */
export const settleOwed = (deps: Deps): Promise<number> =>
  eachSafely(
    deps.log,
    'a link of an enterprise could not be settled',
    oneByOne(inPages(enterpriseModels(deps.db).EnterpriseLink, { owed: true })),
    ({ _id }) => settleLink(deps, _id),
  )

import type { PolicyDeadLink, PolicyWork, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { keepsIt } from '../../notices'
import { refOf, regionRefs } from '../../regions'
import { deadLinks } from '../links/dead.rules'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from '../policies.model'
import { isHiddenNow, refuseConcealed } from '../reading/concealed'
import { statusOf } from '../reading/status'
import { maySeePolicyWork, policyAbilities, policyStateText } from './abilities'
import { endedReason } from './publish'
import { objectionsIn, problemsOf } from './readiness.rules'
import { newestOf, type PolicyWorking } from './store'

/** The edition that the viewer works on: the newest, or what is published while somebody else corrects it. */
export async function policyWorkOf(deps: Deps, actor: Actor, id: string): Promise<PolicyWork> {
  const { edition, policy } = await newestOf(deps, id)
  refuseConcealed(policy, actor.viewer, deps.clock.now())
  return policyWorkView(deps, actor, { edition: await shownTo(deps, actor.viewer, edition), policy })
}

async function shownTo({ db }: Deps, viewer: Viewer, edition: PolicyEditionDoc): Promise<PolicyEditionDoc> {
  if (maySeePolicyWork(edition, viewer) || !edition.base) return edition
  return (await policyModels(db).PolicyEdition.findById(edition.base).lean<PolicyEditionDoc>()) ?? edition
}

/** The policy as it is after a step beside its text, with the edition that is worked on. */
export const policyAfter = async (deps: Deps, actor: Actor, policy: PolicyDoc): Promise<PolicyWork> => {
  const { edition } = await newestOf(deps, policy._id)
  return policyWorkView(deps, actor, { edition: await shownTo(deps, actor.viewer, edition), policy })
}

/** An edition as those who work on it see it. */
export async function policyWorkView(
  deps: Deps,
  { viewer }: Actor,
  { edition, policy }: Pick<PolicyWorking, 'edition' | 'policy'>,
): Promise<PolicyWork> {
  const now = deps.clock.now()
  const isHidden = isHiddenNow(policy, now)
  // Who decides about what is hidden reads it, whatever else they do here.
  if (!maySeePolicyWork(edition, viewer) && !isHidden) throw new AppError('forbidden')
  const { content, change, state, history, contentHash, revision, editionNo, updatedAt } = edition
  const isDraft = state === 'draft'
  const problems = isDraft ? problemsOf(content, change) : []
  const objections = isDraft ? objectionsIn(content) : []
  const ended = state === 'approved' || state === 'scheduled' ? endedReason(policy, edition) : null
  const isGone = state === 'published' && policy.state !== 'published'
  const regions = await regionRefs(deps, [edition.region])
  return {
    id: edition.policy,
    region: refOf(regions, edition.region),
    edition: editionNo,
    state,
    stateText: policyStateText(state),
    policyState: policy.state,
    hidden: isHidden && policy.hidden ? hiddenView(policy.hidden, viewer) : null,
    revision,
    content,
    contentHash,
    change,
    author: history[0]?.by ?? '',
    mine: keepsIt(edition, viewer),
    history: shownHistory(history),
    steps: [...policy.steps]
      .reverse()
      .map(({ verb, by, at, text, note }) => ({ verb, by, at: at.toISOString(), text, note })),
    abilities: policyAbilities(
      edition,
      policy,
      { viewer, now },
      {
        submit: [...problems, ...objections].map(({ message }) => message),
        publish: ended ? [ended] : [],
        schedule: ended ? [ended] : [],
        correct: isGone ? ['这条政策已经撤回，不能再更正。'] : [],
      },
    ),
    problems,
    objections,
    scheduledFor: edition.scheduledFor?.toISOString() ?? null,
    availability: policy.availability,
    status: statusOf(content, policy.availability, now, policy.state === 'withdrawn'),
    applied: policy.applied,
    deadLinks: deadLinkViews(policy),
    updatedAt: updatedAt.toISOString(),
  }
}

const hiddenView = (
  { by, reason, until, person, account }: NonNullable<PolicyDoc['hidden']>,
  viewer: Viewer,
): PolicyWork['hidden'] => ({
  ...{ by, reason, until: until.toISOString() },
  mine: person === viewer.person || account === viewer.account,
})

export const deadLinkViews = ({ links }: Pick<PolicyDoc, 'links'>): PolicyDeadLink[] =>
  deadLinks(links).map(({ field, url, since, why }) => ({
    field,
    url,
    since: since.toISOString(),
    text: `${field === 'applyAt' ? '办理网址' : '原文网址'}打不开：${why}`,
  }))

/** Of edits that follow one another only the last is told. */
const shownHistory = (history: PolicyEditionDoc['history']): PolicyWork['history'] =>
  history
    .filter(({ verb }, at) => verb !== 'edit' || history[at + 1]?.verb !== 'edit')
    .map(({ verb, by, at, reason }) => ({ verb, by, at: at.toISOString(), reason }))

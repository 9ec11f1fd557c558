import {
  decidesAbout,
  endingRefusal,
  errorTable,
  hasPart,
  type PolicyVerb,
  type PolicyWork,
  type Refusal,
  roleText,
  stateTextIn,
  transitionOf,
  type Viewer,
  verbTextIn,
} from '@hutang/shared'
import { endingSubject, maySeeWork, refusalFor } from '../../notices'
import type { PolicyDoc, PolicyEditionDoc } from '../policies.model'
import { isHiddenNow } from '../reading/concealed'
import { policyEndingTexts } from '../standing/ending-texts'

/** Policies are an office's from the township up, which speaks of 保密审查 and 签发. */
export const officeLevel = 'township'

const who = {
  write: roleText['township-officer'],
  review: roleText['township-reviewer'],
  publish: roleText['township-publisher'],
}

const editionVerbs = [
  'edit',
  'submit',
  'approve',
  'return',
  'publish',
  'schedule',
  'cancel',
  'correct',
  'discard',
] as const
type EditionVerb = (typeof editionVerbs)[number]

export const policyStateText = (state: PolicyEditionDoc['state']): string => stateTextIn(state, officeLevel)

function refusalText(refused: Refusal, verb: EditionVerb, { state }: PolicyEditionDoc): string {
  const { part, authorOnly } = transitionOf(verb)
  const name = verbTextIn(verb, officeLevel)
  switch (refused) {
    case 'ownWork':
      return '自己写的政策，要由别人保密审查和签发。'
    case 'forbidden':
      return authorOnly ? `“${name}”由写这条政策的人（${who[part]}）来办。` : `“${name}”由${who[part]}来办。`
    case 'wrongState':
      return `现在是“${policyStateText(state)}”，不能${name}。`
  }
}

/** 撤回 and 额满, 暂停, 延期 are the signatory's. */
export function refusedBeside({ region, state }: PolicyDoc, viewer: Viewer): string | null {
  if (!hasPart(viewer.roles, region, 'publish')) return `这一步由${who.publish}来办。`
  return state === 'published' ? null : '这条政策现在没有公开。'
}

/** What is public is any writer's of the office to correct. */
export const maySeePolicyWork = (edition: PolicyEditionDoc, viewer: Viewer): boolean =>
  maySeeWork(edition, viewer) ||
  ((edition.state === 'published' || edition.state === 'superseded') &&
    hasPart(viewer.roles, edition.region, 'write'))

/** Each verb with why it may not be done; the same rules refuse it when it is asked. */
export function policyAbilities(
  edition: PolicyEditionDoc,
  policy: PolicyDoc,
  { viewer, now }: { viewer: Viewer; now: Date },
  against: Partial<Record<PolicyVerb, readonly string[]>>,
): PolicyWork['abilities'] {
  const isHidden = isHiddenNow(policy, now)
  const ofEdition = editionVerbs.map((verb) => {
    const refused = refusalFor(verb, edition, viewer)
    const reasons = refused
      ? [refusalText(refused, verb, edition)]
      : [...(isHidden ? [errorTable.hiddenNow.message] : []), ...(against[verb] ?? [])]
    return { verb, allowed: reasons.length === 0, failureReasons: reasons }
  })
  const beside = refusedBeside(policy, viewer) ?? (isHidden ? errorTable.hiddenNow.message : null)
  return [
    ...ofEdition,
    ...(['withdraw', 'availability'] as const).map((verb) => ({
      verb,
      allowed: beside === null,
      failureReasons: beside === null ? [] : [beside],
    })),
    ...endingsOf(policy, viewer, now),
  ]
}

/** Of who decides about what is public. */
function endingsOf(
  policy: PolicyDoc,
  { person, account, roles }: Viewer,
  now: Date,
): PolicyWork['abilities'] {
  if (policy.state === 'none' || !decidesAbout(roles, policy.region)) return []
  return (['hide', 'unhide', 'takedown'] as const).map((verb) => {
    const asking = { person: person ?? '', account, roles }
    const refused = endingRefusal(verb, endingSubject(policy), asking, now)
    return { verb, allowed: refused === null, failureReasons: refused ? [policyEndingTexts[refused]] : [] }
  })
}

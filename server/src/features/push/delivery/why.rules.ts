import { type Description, partsOf } from '../../announcements'
import { labelOf } from '../following/labels.rules'
import type { Reason } from '../push.model'

const scopePrefix = 'scope:'

const ofConcern: Record<Exclude<Reason, `scope:${string}`>, string> = {
  household: '因为与您家有关',
  emergency: '因为这是应急信息',
  received: '因为您收到过这条公开',
  work: '因为这件事等您办理',
  enterprise: '因为与您的企业有关',
  asker: '因为这是您提的',
  account: '因为这是您的账号',
}

/** Why a person is told, as a message says it: where a stranger may not read the title, not by the item's name either. */
export function whyText(
  reasons: readonly Reason[],
  about: Pick<Description, 'place' | 'name' | 'titleIsOpen'>,
): string {
  const concerns = reasons.flatMap((reason) => (isScope(reason) ? [] : ofConcern[reason]))
  const labels = reasons.flatMap((reason) => (isScope(reason) ? followed(reason, about) : []))
  const followedText =
    labels.length > 0 ? [`因为您订阅了${[...new Set(labels)].map((one) => `“${one}”`).join('、')}`] : []
  return [...concerns, ...followedText].join('，')
}

const isScope = (reason: Reason): reason is `scope:${string}` => reason.startsWith(scopePrefix)

function followed(
  reason: string,
  { place, name, titleIsOpen }: Pick<Description, 'place' | 'name' | 'titleIsOpen'>,
): string {
  const scope = partsOf(reason.slice(scopePrefix.length))
  const isTold = titleIsOpen || (scope.item === null && !scope.word)
  return isTold ? labelOf(scope, { name: place }, { level2: name }) : `${place}的公开`
}

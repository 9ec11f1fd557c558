import {
  type Ability,
  type EditionState,
  hasPart,
  officeWords,
  type Refusal,
  refusal,
  roleText,
  stateTextIn,
  transitionOf,
  type Verb,
  type Viewer,
  verbTextIn,
  type WorkVerb,
  workVerbs,
} from '@hutang/shared'
import type { EditionDoc, TransitionDoc } from '../notices.model'

type Written = Pick<EditionDoc, 'author'> &
  Partial<Pick<EditionDoc, 'authorAccount' | 'writers' | 'history' | 'keeper'>>
type Worked = Pick<EditionDoc, 'state' | 'region'> & Written

/** By the person, or by the account before or after it was tied to a resident. */
export const wroteIt = ({ author, authorAccount }: Written, viewer: Viewer): boolean =>
  author === viewer.person || (viewer.account !== null && authorAccount === viewer.account)

/** Whether the viewer goes on with it: as its author, or since it was handed over to them. */
export const keepsIt = (edition: Written, viewer: Viewer): boolean =>
  edition.keeper ? [viewer.person, viewer.own].includes(edition.keeper) : wroteIt(edition, viewer)

const writing: readonly TransitionDoc['verb'][] = ['create', 'correct', 'edit', 'submit']

/** Persons and accounts that wrote any revision; older editions tell it by their history alone. */
export const writersOf = ({ author, authorAccount, writers = [], history = [] }: Written): string[] => [
  ...new Set([
    author,
    ...(authorAccount ? [authorAccount] : []),
    ...writers,
    ...history.filter(({ verb }) => writing.includes(verb)).map(({ person }) => person),
  ]),
]

/** The transition table's answer for this viewer. */
export const refusalFor = (verb: Verb, edition: Worked, viewer: Viewer): Refusal | null => {
  const person = viewer.person ?? ''
  const { state, region } = edition
  const author = wroteIt(edition, viewer) ? person : edition.author
  const keeper = keepsIt(edition, viewer) ? person : edition.keeper
  const accounts = [...(viewer.account ? [viewer.account] : []), ...(viewer.accounts ?? [])]
  return refusal(
    verb,
    { state, region, author, writers: writersOf(edition), ...(keeper ? { keeper } : {}) },
    { person, accounts, roles: viewer.roles },
  )
}

const whoText = {
  village: { write: roleText.clerk, review: roleText.supervisor, publish: roleText.publisher },
  township: {
    write: roleText['township-officer'],
    review: roleText['township-reviewer'],
    publish: roleText['township-publisher'],
  },
}

function refusalText(refused: Refusal, verb: WorkVerb, edition: Worked, level: string): string {
  const { part, authorOnly } = transitionOf(verb)
  const name = verbTextIn(verb, level)
  const words = officeWords(level)
  switch (refused) {
    case 'ownWork':
      return `自己写的公开信息，要由别人${words.review}和${words.publish}。`
    case 'forbidden': {
      const who = whoText[level === 'township' ? 'township' : 'village'][part]
      return authorOnly ? `“${name}”由写这条公开的人（${who}）或接手的人来办。` : `“${name}”由${who}来办。`
    }
    case 'wrongState':
      return `现在是“${stateTextIn(edition.state, level)}”，不能${name}。`
  }
}

/** What else than the table stands against a verb, as sentences. */
export type Against = Partial<Record<WorkVerb, readonly string[]>>

/** Each verb with why it may not be done, for the screen's buttons; the same rules refuse it when it is asked. */
export function abilitiesOf(edition: Worked, viewer: Viewer, level: string, against: Against): Ability[] {
  return workVerbs.map((verb) => {
    const refused = refusalFor(verb, edition, viewer)
    if (refused) return { verb, allowed: false, failureReasons: [refusalText(refused, verb, edition, level)] }
    const reasons = [...(against[verb] ?? [])]
    return { verb, allowed: reasons.length === 0, failureReasons: reasons }
  })
}

const handedOver: readonly EditionState[] = [
  'submitted',
  'returned',
  'approved',
  'scheduled',
  'published',
  'superseded',
]

/** Writers see what they wrote or took over; reviewers and publishers what was handed to them. */
export function maySeeWork(edition: Worked, viewer: Viewer): boolean {
  const has = (part: 'write' | 'review' | 'publish') => hasPart(viewer.roles, edition.region, part)
  if (wroteIt(edition, viewer) || keepsIt(edition, viewer))
    return has('write') || has('review') || has('publish')
  return (has('review') || has('publish')) && handedOver.includes(edition.state)
}

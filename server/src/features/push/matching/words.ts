import type { Deps } from '../../../deps'
import { type AnnouncementDoc, addScopes, type Description, plainWord, scopeOf } from '../../announcements'
import { knownRegion, parentsOf } from '../../regions'
import { pushModels } from '../push.model'

/** The announcement with the keys of the words that stand in it, which it keeps from now on. Repeatable. */
export async function withWords(
  deps: Deps,
  announcement: AnnouncementDoc,
  about: Description,
): Promise<AnnouncementDoc> {
  const found = await wordsIn(deps, announcement, about)
  const scopes = [...new Set([...announcement.scopes, ...found])]
  if (scopes.length === announcement.scopes.length) return announcement
  await addScopes(deps, announcement._id, found)
  return { ...announcement, scopes }
}

/** The keys of the words that are followed and stand in it. */
export async function wordsIn(
  deps: Deps,
  announcement: AnnouncementDoc,
  about: Description,
): Promise<string[]> {
  const sought = announcement.urgency === 'quiet' ? [] : await soughtIn(deps, announcement.region)
  if (sought.length === 0) return []
  const text = plainWord(await about.text())
  return sought.filter(({ word }) => text.includes(plainWord(word))).map(({ scope }) => scope)
}

/** Each word that somebody looks for in a place, or in all that lies below one of those above it. */
async function soughtIn(deps: Deps, region: string): Promise<{ scope: string; word: string }[]> {
  const place = await knownRegion(deps, region)
  const above = place ? (await parentsOf(deps, place)).map(({ _id }) => _id) : []
  const groups = await pushModels(deps.db).Subscription.aggregate<{ _id: Sought }>([
    { $match: { region: { $in: [region, ...above] }, word: { $type: 'string' }, open: true } },
    { $group: { _id: { region: '$region', word: '$word', below: '$below' } } },
  ])
  return groups
    .map(({ _id }) => _id)
    .filter((sought) => sought.region === region || sought.below)
    .map((sought) => ({ scope: scopeOf(sought), word: sought.word }))
}

interface Sought {
  region: string
  word: string
  below: boolean
}

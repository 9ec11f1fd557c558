import { writingRoles } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { recordAct, recordActs, type Who } from '../audit'
import { type PersonDoc, residentModels } from './residents.model'
import { changeRole, giveRoles } from './roles'
import type { RoleDoc } from './roles.model'

type Writing = Pick<Deps, 'db' | 'clock' | 'marks'>

/** Somebody who holds a post: not in the register, or not known to be. */
export type OfficePerson = Pick<PersonDoc, '_id' | 'name' | 'phoneHash' | 'phoneSealed'>

/** Writes those who are not there yet; who is there stays as they are. */
export async function addPersons(
  { db }: Pick<Writing, 'db'>,
  persons: readonly OfficePerson[],
): Promise<void> {
  await insertMissing(
    residentModels(db).Person,
    persons.map((person) => ({
      ...person,
      residence: null,
      relation: null,
      sex: null,
      birthYear: null,
      enterprises: [],
    })),
  )
}

export type Post = Pick<RoleDoc, 'person' | 'region' | 'role' | 'group' | 'since'>

export const postId = ({ person, region, role, since }: Post): string =>
  `${person}:${region}:${role}:${since.getTime()}`

/** Whoever leads two groups from one day has two posts. */
function withIds(posts: readonly Post[]): (Post & { _id: string })[] {
  const taken = new Set<string>()
  return posts.map((post) => {
    let _id = postId(post)
    for (let more = 1; taken.has(_id); more++)
      _id = postId({ ...post, since: new Date(post.since.getTime() + more) })
    taken.add(_id)
    return { ...post, _id }
  })
}

/** Gives posts, each recorded before it is given; one that was given before stays as it is. */
export async function givePosts(deps: Writing, given: readonly Post[], by: Who): Promise<void> {
  const posts = withIds(given)
  const entries = posts.map(({ _id: key, person: subject, region, role: detail }) => {
    return { key, what: { act: 'roleGiven' as const, by, region, subject, detail } }
  })
  await recordActs(deps, entries)
  const { clock } = deps
  await giveRoles(
    deps,
    posts.map((post) => ({
      ...post,
      until: null,
      by: by.person?._id ?? null,
      givenAt: clock.now(),
    })),
  )
}

/** Ends a post; false where it has ended already. */
export async function endPost(deps: Writing, post: RoleDoc, until: Date, by: Who): Promise<boolean> {
  const { _id, person, region, role } = post
  const entry = { act: 'roleEnded', by, region, subject: person, detail: role } as const
  await recordAct(deps, `${_id}:${until.getTime()}`, entry)
  if (post.until !== null) return false
  const endedBy = by.person?._id ?? null
  const handover = writingRoles.includes(role) ? ('due' as const) : null
  return (await changeRole(deps, post, { until, endedBy, handover })) !== null
}

/** Who holds a post in a region or below it at that time, or will. */
export async function postsIn(db: Connection, region: string, now: Date): Promise<RoleDoc[]> {
  return residentModels(db)
    .Role.find({ region: { $regex: `^${region}` }, $or: [{ until: null }, { until: { $gt: now } }] })
    .lean<RoleDoc[]>()
}

import { type Api, administers, type InviteView, mostInvites, type PostView, roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { offsetPage } from '../../http/offset-cursor'
import { refOf, regionOf, regionRefs } from '../regions'
import { personsOf, postsIn, type RoleDoc, rolesOf } from '../residents'
import type { Actor } from './actor'
import { createInvites, findInvite, signedInBefore } from './invites'
import { qrImage } from './qr'

type Asked = Api['POST /api/regions/:code/invites']['body']

/** Sign-in slips for those who hold a post in a region or below it; `origin` is where the app is opened. */
export async function inviteHolders(
  deps: Deps,
  actor: Actor,
  code: string,
  { persons, cursor }: Asked,
  origin: string,
): Promise<Api['POST /api/regions/:code/invites']['response']> {
  await regionOf(deps, code)
  if (!administers(actor.viewer, code)) throw new AppError('forbidden')
  const posts = await postsIn(deps.db, code, deps.clock.now())
  const holders = [...new Set(posts.sort(byPlace).map(({ person }) => person))]
  const strangers = persons?.filter((person) => !holders.includes(person)) ?? []
  if (strangers.length > 0) throw new AppError('forbidden', { message: '名单里有人在这里没有岗位。' })
  const { page, next } = offsetPage(persons ?? holders, { cursor, limit: mostInvites })
  // Whoever has been here needs no slip, unless somebody asks for it by name.
  const known = persons ? new Set<string>() : await signedInBefore(deps.db, page)
  const wanted = page.filter((person) => !known.has(person) && person !== actor.person._id)
  const [made, people] = await Promise.all([createInvites(deps, wanted, actor), personsOf(deps.db, wanted)])
  const names = new Map(people.map(({ _id, name }) => [_id, name]))
  const views = await postViews(
    deps,
    posts.filter(({ person }) => wanted.includes(person)),
  )
  const items = made.map(({ person, code: secret, expiresAt }): InviteView => {
    const link = inviteLink(origin, secret)
    return {
      person,
      name: names.get(person) ?? '',
      posts: views.get(person) ?? [],
      code: secret,
      expiresAt: expiresAt.toISOString(),
      link,
      qr: qrImage(link),
    }
  })
  return { items, ...(next ? { next } : {}) }
}

/** Behind the #, so that no server on the way and no log reads the code. */
export const inviteLink = (origin: string, code: string): string =>
  `${origin}/#/account/invite/index?code=${code}`

const byPlace = (a: RoleDoc, b: RoleDoc): number =>
  a.region.localeCompare(b.region) || a.role.localeCompare(b.role) || a.person.localeCompare(b.person)

/** Whose code it is, and what they are to do. */
export async function lookAtInvite(
  deps: Deps,
  code: string,
): Promise<Api['POST /api/invites/look']['response']> {
  const found = await findInvite(deps, code)
  if (!found) throw new AppError('inviteInvalid')
  const { person, invite } = found
  const now = deps.clock.now()
  const posts = (await rolesOf(deps.db, [person._id])).filter(({ until }) => until === null || until > now)
  const views = await postViews(deps, posts.sort(byPlace))
  return {
    name: person.name,
    posts: views.get(person._id) ?? [],
    expiresAt: invite.expiresAt.toISOString(),
  }
}

/** By person. */
async function postViews(deps: Deps, posts: readonly RoleDoc[]): Promise<Map<string, PostView[]>> {
  const refs = await regionRefs(
    deps,
    posts.map(({ region }) => region),
  )
  const views = new Map<string, PostView[]>()
  for (const { person, role, region, since } of posts) {
    const view = { role, roleText: roleText[role], region: refOf(refs, region), since: since.toISOString() }
    views.set(person, [...(views.get(person) ?? []), view])
  }
  return views
}

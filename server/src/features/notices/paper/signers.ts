import { hasPart, officeRoles, partRoleOf, roleText, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { type Actor, type Standing, standingsOf } from '../../accounts'
import { knownRolesIn } from '../../residents'
import type { EditionDoc } from '../notices.model'
import { refusalFor, writersOf } from '../workflow/abilities'
import type { By } from '../workflow/step'

/** Whoever may review the edition, with an account or without: who wrote any of it may not. */
export async function signersOf(deps: Deps, edition: EditionDoc): Promise<Standing[]> {
  // Kept in memory: who is found by it is asked of the database below.
  const roles = await knownRolesIn(deps, edition.region)
  const reviewers = roles.filter((role) => partRoleOf([role], edition.region, 'review'))
  const people = [...new Set(reviewers.map(({ person }) => person))]
  const standings = await standingsOf(deps.db, people, deps.clock.now())
  return standings.filter(({ viewer }) => refusalFor('approve', edition, viewer) === null)
}

/** Who signed, as the one who takes the step; the account is nobody's, since none was used. */
export const asSigner = ({ person, viewer }: Standing): By => ({ person, viewer, account: { _id: '' } })

/** Why this person may not hand the sheet in; null where they may. */
export function handInRefusal(edition: EditionDoc, { viewer }: Pick<Actor, 'viewer'>): AppError | null {
  const { person, account, accounts = [], roles } = viewer
  if (!roles.some(({ role, region }) => region === edition.region && officeRoles.includes(role)))
    return new AppError('forbidden', { message: '审核单的照片，由这个村的村干部来交。' })
  const writers = writersOf(edition)
  if ([person, account, ...accounts].some((one) => one !== null && writers.includes(one)))
    return new AppError('ownWork', { message: '这条公开是您写的，审核单要请没有写过它的人拍照来交。' })
  if (edition.state !== 'submitted')
    return new AppError('wrongState', { message: '现在不是待审核，审核单不用交了。' })
  return null
}

/** Name and post in words, as they are now. */
export function handedInBy({ person, viewer }: Actor, region: string): string {
  const post = viewer.roles.find((role) => role.region === region && officeRoles.includes(role.role))
  return post ? `${person.name}（${roleText[post.role]}）` : person.name
}

/** Who works on it, or could hand the sheet in; for anybody else there is nothing here. */
export function refuseStranger(edition: EditionDoc, viewer: Viewer): void {
  const parts = ['write', 'review', 'publish'] as const
  if (!parts.some((part) => hasPart(viewer.roles, edition.region, part))) throw new AppError('forbidden')
}

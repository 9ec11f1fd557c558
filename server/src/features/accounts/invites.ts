import { dayMs } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { recordActs, type Who } from '../audit'
import { keyedHash, newCode, type PersonDoc, personOf, plainCode } from '../residents'
import { accountModels, type InviteDoc } from './accounts.model'

type Writing = Pick<Deps, 'db' | 'clock' | 'config'>

export const inviteDays = 7

export interface Invite {
  person: string
  /** To be shown or printed: nobody can read it again. */
  code: string
  expiresAt: Date
}

const hashOf = ({ config }: Pick<Deps, 'config'>, code: string): string =>
  keyedHash('invite', plainCode(code), config.secrets.hashKey)

/** 登录单: a code that signs this person in once, within seven days; their earlier ones are void. */
export async function createInvite(deps: Writing, person: string, by: Who): Promise<Invite> {
  const [invite] = await createInvites(deps, [person], by)
  if (!invite) throw new RangeError('one person, one invite')
  return invite
}

/** The same for many at once. */
export async function createInvites(deps: Writing, persons: readonly string[], by: Who): Promise<Invite[]> {
  const { Invite } = accountModels(deps.db)
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + inviteDays * dayMs)
  const made = persons.map((person) => ({ person, code: newCode(3), expiresAt }))
  const docs = made.map(
    ({ person, code }): InviteDoc => ({
      _id: hashOf(deps, code),
      person,
      createdAt: now,
      expiresAt,
      usedAt: null,
    }),
  )
  await recordActs(
    deps,
    docs.map(({ _id, person: subject }) => ({ key: _id, what: { act: 'inviteMade' as const, by, subject } })),
  )
  await Invite.deleteMany({ person: { $in: [...persons] }, usedAt: null })
  await insertMissing(Invite, docs)
  return made
}

/** Whose code it is, while it is good; null otherwise. */
export async function findInvite(
  deps: Writing,
  code: string,
): Promise<{ invite: InviteDoc; person: PersonDoc } | null> {
  const { Invite } = accountModels(deps.db)
  const invite = await Invite.findOne({
    _id: hashOf(deps, code),
    usedAt: null,
    expiresAt: { $gt: deps.clock.now() },
  }).lean<InviteDoc>()
  const person = invite && (await personOf(deps.db, invite.person))
  return invite && person ? { invite, person } : null
}

/** Uses the code up; false where somebody else just has. */
export async function takeInvite({ db, clock }: Writing, { _id }: InviteDoc): Promise<boolean> {
  const { modifiedCount } = await accountModels(db).Invite.updateOne(
    { _id, usedAt: null },
    { $set: { usedAt: clock.now() } },
  )
  return modifiedCount === 1
}

/** Which of these persons have an account, of a post or tied to them by verification. */
export async function signedInBefore(db: Connection, persons: readonly string[]): Promise<Set<string>> {
  const found = await accountModels(db)
    .Account.find({ person: { $in: [...persons] } }, { person: 1 })
    .lean<{ person: string }[]>()
  return new Set(found.map(({ person }) => person))
}

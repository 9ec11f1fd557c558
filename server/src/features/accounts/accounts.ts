import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { isDuplicate } from '../../storage/duplicate'
import { upsertSafely } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import { ensurePerson, type PersonDoc, personMark } from '../residents'
import { type AccountDoc, accountMark, accountModels } from './accounts.model'

type Writing = Pick<Deps, 'db' | 'clock' | 'marks'>

/** What an account is called until its owner says otherwise. */
const unnamed = '微信用户'

/** One account for each openid, whoever signs in first; a person that a crash left unwritten is written at the next sign-in. */
export async function accountOfOpenid(deps: Writing, openid: string): Promise<AccountDoc> {
  const account = (await upsertAccount(deps, openid)) ?? (await upsertAccount(deps, openid))
  if (!account) throw new AppError('internal')
  await ensurePerson(deps.db, { _id: account.own, name: account.name })
  return account
}

async function upsertAccount({ db, clock }: Writing, openid: string): Promise<AccountDoc | null> {
  const now = clock.now()
  const id = randomUUID()
  const own = `own-${id}`
  try {
    return await accountModels(db)
      .Account.findOneAndUpdate(
        { openid },
        {
          $set: { seenAt: now },
          $setOnInsert: {
            _id: id,
            oidc: null,
            person: own,
            own,
            name: unnamed,
            verifiedAt: null,
            disputedAt: null,
            createdAt: now,
          },
        },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: false },
      )
      .lean<AccountDoc>()
  } catch (error) {
    if (isDuplicate(error)) return null
    throw error
  }
}

/** The account of a post, one for each person; made once, also when asked for twice at the same time. */
export async function accountOfPost({ db, clock }: Writing, person: PersonDoc): Promise<AccountDoc> {
  const now = clock.now()
  const account = await upsertSafely(() =>
    accountModels(db)
      .Account.findOneAndUpdate(
        { _id: `post-${person._id}` },
        {
          $set: { seenAt: now },
          $setOnInsert: {
            openid: null,
            oidc: null,
            person: person._id,
            own: person._id,
            name: person.name,
            verifiedAt: null,
            disputedAt: null,
            createdAt: now,
          },
        },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: false },
      )
      .lean<AccountDoc>(),
  )
  if (!account) throw new AppError('internal')
  return account
}

/** Null where nobody has signed in with this openid; otherwise it is noted that they were here. */
export const seenAccount = ({ db, clock }: Writing, openid: string): Promise<AccountDoc | null> =>
  accountModels(db)
    .Account.findOneAndUpdate({ openid }, { $set: { seenAt: clock.now() } })
    .lean<AccountDoc>()

export const accountWithOpenid = (db: Connection, openid: string): Promise<AccountDoc | null> =>
  accountModels(db).Account.findOne({ openid }).lean<AccountDoc>()

export const accountOf = (db: Connection, id: string): Promise<AccountDoc | null> =>
  accountModels(db).Account.findById(id).lean<AccountDoc>()

/** An account that WeChat can reach. */
export interface WechatAccount extends AccountDoc {
  openid: string
}

const batchSize = 500

export async function accountsOfPersons(db: Connection, persons: readonly string[]): Promise<AccountDoc[]> {
  const found: AccountDoc[] = []
  for (let from = 0; from < persons.length; from += batchSize) {
    const some = persons.slice(from, from + batchSize)
    found.push(
      ...(await accountModels(db)
        .Account.find({ person: { $in: some } })
        .batchSize(2 * batchSize)
        .lean<AccountDoc[]>()),
    )
  }
  return found
}

export type Verification = Pick<AccountDoc, '_id' | 'person' | 'verifiedAt' | 'disputedAt'>

/** Which accounts stand for each of many people, and whether they are verified. */
export async function verificationsOf(db: Connection, persons: readonly string[]): Promise<Verification[]> {
  const found: Verification[] = []
  for (let from = 0; from < persons.length; from += batchSize) {
    const some = persons.slice(from, from + batchSize)
    found.push(
      ...(await accountModels(db)
        .Account.find({ person: { $in: some } }, { person: 1, verifiedAt: 1, disputedAt: 1 })
        .batchSize(2 * batchSize)
        .lean<Verification[]>()),
    )
  }
  return found
}

/** The accounts of those who hold posts, also under the person that an account was before it was tied to a resident. */
export const accountsOfHolders = (db: Connection, persons: readonly string[]): Promise<AccountDoc[]> =>
  accountModels(db)
    .Account.find({ $or: [{ person: { $in: [...persons] } }, { own: { $in: [...persons] } }] })
    .lean<AccountDoc[]>()

/** 不是我 closes an account to the household, so it receives nothing; of a person's accounts the one used last comes first. */
export async function reachableAccounts(
  db: Connection,
  persons: readonly string[],
): Promise<Map<string, WechatAccount[]>> {
  const found = (await accountsOfPersons(db, persons)).filter(
    (account): account is WechatAccount => account.openid !== null && account.disputedAt === null,
  )
  found.sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime())
  const byPerson = new Map<string, WechatAccount[]>()
  for (const account of found)
    byPerson.set(account.person, [...(byPerson.get(account.person) ?? []), account])
  return byPerson
}

export async function renameAccount({ db, marks }: Writing, id: string, name: string): Promise<void> {
  await moveAfter(marks, [accountMark(id)], () =>
    accountModels(db).Account.updateOne({ _id: id }, { $set: { name } }),
  )
}

/** Whoever keeps the account, or the persons it stood for and stands for, reads them again. */
const marksOfTie = (account: AccountDoc, ...persons: string[]): string[] => [
  accountMark(account._id),
  ...new Set([account.person, ...persons].map(personMark)),
]

/** Ties an account to a resident. An account without a name of its own takes the resident's. */
export async function tieAccount(
  { db, marks }: Writing,
  account: AccountDoc,
  resident: { _id: string; name: string },
  verifiedAt: Date | null,
): Promise<void> {
  const name = account.name === unnamed ? resident.name : account.name
  await moveAfter(marks, marksOfTie(account, resident._id), () =>
    accountModels(db).Account.updateOne(
      { _id: account._id },
      { $set: { person: resident._id, verifiedAt, disputedAt: null, name } },
    ),
  )
}

/** The account stands for its own person again; answers that person's `_id`. */
export async function untieAccount({ db, marks }: Writing, account: AccountDoc): Promise<string> {
  const own = account.own === account.person ? `own-${account._id}` : account.own
  await ensurePerson(db, { _id: own, name: account.name })
  await moveAfter(marks, marksOfTie(account, own), () =>
    accountModels(db).Account.updateOne(
      { _id: account._id, person: account.person },
      { $set: { person: own, own, verifiedAt: null, disputedAt: null } },
    ),
  )
  return own
}

/** 不是我: the account is closed to the household until a clerk decides. */
export async function closeAccount({ db, clock, marks }: Writing, account: AccountDoc): Promise<void> {
  await moveAfter(marks, marksOfTie(account), () =>
    accountModels(db).Account.updateOne(
      { _id: account._id, person: account.person, verifiedAt: { $ne: null }, disputedAt: null },
      { $set: { disputedAt: clock.now() } },
    ),
  )
}

import type { EnterpriseRole } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import {
  type EnterpriseDoc,
  type EnterpriseLinkDoc,
  enterpriseMark,
  enterpriseModels,
} from '../enterprises.model'

type Reading = Pick<Deps, 'db'>

const pageSize = 1000
const mostAsked = 1000

/** Every enterprise that somebody was confirmed for, a page at a time by `_id`, from behind `after`. */
export async function* enterprisePages(
  { db }: Reading,
  after = '',
  size = pageSize,
): AsyncGenerator<EnterpriseDoc[], void> {
  yield* pagesOf(db, { held: true }, after, size)
}

/** Those that changed and whose matching has not been looked at since; each is told by `changeSeen`. */
export async function* changedEnterprises(
  { db }: Reading,
  after = '',
  size = pageSize,
): AsyncGenerator<EnterpriseDoc[], void> {
  yield* pagesOf(db, { owed: true }, after, size)
}

async function* pagesOf(
  db: Deps['db'],
  filter: object,
  after: string,
  size: number,
): AsyncGenerator<EnterpriseDoc[], void> {
  for (let last = after; ; ) {
    const page = await enterpriseModels(db)
      .Enterprise.find({ ...filter, _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(size)
      .batchSize(size + 1)
      .lean<EnterpriseDoc[]>()
    if (page.length > 0) yield page
    if (page.length < size) return
    last = page.at(-1)?._id ?? last
  }
}

/** Nothing is owed for a change that was looked at; what has changed again since stays owed. */
export const changeSeen = (
  { db, marks }: Pick<Deps, 'db' | 'marks'>,
  { _id, revision, changedAt }: Pick<EnterpriseDoc, '_id' | 'revision' | 'changedAt'>,
): Promise<unknown> =>
  moveAfter(marks, [enterpriseMark(_id)], () =>
    enterpriseModels(db).Enterprise.updateOne({ _id, revision, changedAt }, { $set: { owed: false } }),
  )

export interface ActsFor {
  person: string
  name: string
  role: EnterpriseRole
}

/** Who acts for each of some enterprises, by confirmed links. */
export async function peopleOf(
  { db }: Reading,
  enterprises: readonly string[],
): Promise<Map<string, ActsFor[]>> {
  const people = new Map<string, ActsFor[]>()
  for (let from = 0; from < enterprises.length; from += mostAsked) {
    const ids = enterprises.slice(from, from + mostAsked)
    const links = await enterpriseModels(db)
      .EnterpriseLink.find(
        { enterprise: { $in: ids }, state: 'confirmed' },
        { enterprise: 1, person: 1, name: 1, role: 1 },
      )
      .batchSize(20_000)
      .lean<Pick<EnterpriseLinkDoc, 'enterprise' | 'person' | 'name' | 'role'>[]>()
    for (const { enterprise, person, name, role } of links)
      people.set(enterprise, [...(people.get(enterprise) ?? []), { person, name, role }])
  }
  return people
}

/** Those that have these ids, in no order; a missing one is left out. */
export async function enterprisesById({ db }: Reading, ids: readonly string[]): Promise<EnterpriseDoc[]> {
  return found(db, '_id', ids)
}

/** Those that have these codes, for lists of an office that name enterprises by code. */
export async function enterprisesByCode({ db }: Reading, codes: readonly string[]): Promise<EnterpriseDoc[]> {
  return found(db, 'creditCode', codes)
}

async function found(
  db: Deps['db'],
  by: '_id' | 'creditCode',
  values: readonly string[],
): Promise<EnterpriseDoc[]> {
  const all: EnterpriseDoc[] = []
  for (let at = 0; at < values.length; at += mostAsked)
    all.push(
      ...(await enterpriseModels(db)
        .Enterprise.find({ [by]: { $in: values.slice(at, at + mostAsked) } })
        .batchSize(mostAsked + 1)
        .lean<EnterpriseDoc[]>()),
    )
  return all
}

import type { Api, AuditEntry, RegionRef } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { type AuditDoc, type AuditQuery, auditPage, sentenceOf } from '../audit'
import { refOf, regionRefs } from '../regions'
import { personsOf, rolesOf } from '../residents'

/** The audit for its reader, the operator: sentences, and the names of those who hold or held a post, of nobody else. */
export async function auditList(
  deps: Deps,
  { viewer }: Actor,
  query: AuditQuery,
): Promise<Api['GET /api/audit']['response']> {
  if (!viewer.roles.some(({ role }) => role === 'operator')) throw new AppError('forbidden')
  const { entries, ...more } = await auditPage(deps.db, query)
  const [refs, names] = await Promise.all([
    regionRefs(
      deps,
      entries.flatMap(({ region }) => region ?? []),
    ),
    namesOfOffice(
      deps,
      entries.flatMap(({ person }) => person ?? []),
    ),
  ])
  return { items: entries.map((entry) => entryView(entry, refs, names)), ...more }
}

async function namesOfOffice({ db }: Deps, persons: readonly string[]): Promise<Map<string, string>> {
  const roles = await rolesOf(db, [...new Set(persons)])
  const holders = await personsOf(db, [...new Set(roles.map(({ person }) => person))])
  return new Map(holders.map(({ _id, name }) => [_id, name]))
}

const entryView = (
  entry: AuditDoc,
  refs: ReadonlyMap<string, RegionRef>,
  names: ReadonlyMap<string, string>,
): AuditEntry => ({
  id: entry._id,
  at: entry.at.toISOString(),
  kind: entry.kind,
  act: entry.act,
  text: sentenceOf(entry),
  region: entry.region === null ? null : refOf(refs, entry.region),
  by:
    entry.account === null
      ? null
      : {
          account: entry.account,
          person: entry.person,
          name: entry.person === null ? null : (names.get(entry.person) ?? null),
        },
  from: entry.from,
  times: entry.times,
})

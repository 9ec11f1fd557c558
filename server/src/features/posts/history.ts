import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Actor } from '../accounts'
import { type AuditDoc, auditPage, sentenceOf } from '../audit'
import { regionOf } from '../regions'
import { personsOf } from '../residents'
import { requireManager } from './manage'

type History = Api['GET /api/regions/:code/posts/history']

/** Who gave which post to whom, and when, as the audit has it: of one place, for its administrator. */
export async function postsHistory(
  deps: Deps,
  actor: Actor,
  code: string,
  query: History['query'],
): Promise<History['response']> {
  await regionOf(deps, code)
  requireManager(actor, code)
  const { entries, ...more } = await auditPage(deps.db, { ...query, kind: 'role', region: code })
  const ids = entries.flatMap(({ person, subject }) => [person ?? [], subject ?? []].flat())
  const persons = await personsOf(deps.db, [...new Set(ids)])
  const names = new Map(persons.map(({ _id, name }) => [_id, name]))
  return {
    items: entries.map((entry) => ({
      id: entry._id,
      at: entry.at.toISOString(),
      text: textOf(entry, names),
    })),
    ...more,
  }
}

/** 管理员李明：王芳有了岗位：村经办 */
function textOf(entry: AuditDoc, names: ReadonlyMap<string, string>): string {
  const by = entry.person === null ? '服务器上' : (names.get(entry.person) ?? '一位管理员')
  const whom = entry.subject === null ? '' : (names.get(entry.subject) ?? '')
  return `${by}：${whom}${sentenceOf(entry)}`
}

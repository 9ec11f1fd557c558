import type { AuditEntry, AuditKind } from '@hutang/shared/contract'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Row } from '../../components'
import { momentText } from '../../format/date'
import { useMore } from '../../hooks/use-more'

interface EntriesProps {
  audit: Answer<'GET /api/audit'>
  query: { kind?: AuditKind }
}

export function Entries({ audit, query }: EntriesProps) {
  const pages = useMore(
    audit,
    (cursor) => call('GET /api/audit', { query: { ...query, cursor } }),
    query.kind,
  )
  if (pages.items.length === 0)
    return <EmptyState icon="list" title="还没有记录" detail="登录、发纸条、备份这样的事，都会记在这里。" />
  return (
    <>
      <Card flush>
        {pages.items.map((entry) => (
          <Row
            key={entry.id}
            title={`${whoOf(entry)}${entry.text}`}
            note={[momentText(entry.at), entry.region?.name, placeOf(entry)].filter(Boolean).join(' · ')}
          />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

/** Nobody but holders of a post is named: of the others the end of the account's number tells two apart. */
function whoOf({ by, from }: AuditEntry): string {
  if (by === null) return from === null ? '本机：' : '未登录的人：'
  if (by.name !== null) return `${by.name}：`
  return `账号…${(by.account ?? '').slice(-4)}：`
}

const placeOf = ({ from }: AuditEntry): string => (from === null ? '在服务器上' : `来自 ${from}`)

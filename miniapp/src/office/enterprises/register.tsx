import type { RegisteredEnterprise } from '@hutang/shared/contract'
import { kindWords } from '@hutang/shared/rules'
import { useState } from 'react'
import { call } from '../../api/client'
import { Card, EmptyState, LoadMore, Row, SearchBox } from '../../components'
import { plainDay } from '../../format/date'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

interface RegisterProps {
  region: string
  onImport: () => void
}

/** 企业名录: what the county has imported, searched by name or code. */
export function Register({ region, onImport }: RegisterProps) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const screen = useScreen('GET /api/regions/:code/enterprises', {
    params: { code: region },
    query: q ? { q } : {},
  })
  const change = (words: string) => {
    setTyped(words)
    if (words === '') setQ('')
  }
  return (
    <>
      <SearchBox placeholder="找名称或代码" value={typed} onChange={change} onSearch={setQ} />
      <Loaded screen={screen}>
        {(first) =>
          first.items.length === 0 ? (
            <EmptyState
              icon="building"
              title={q ? '没有找到' : '名录还是空的'}
              detail={q ? '换几个字，或者输代码的前几位。' : '导入一份企业名录，大家按代码就能认领。'}
              action={q ? undefined : '去导入'}
              onAction={onImport}
            />
          ) : (
            <Rows key={q} region={region} q={q} first={first} />
          )
        }
      </Loaded>
    </>
  )
}

interface RowsProps {
  region: string
  q: string
  first: { items: RegisteredEnterprise[]; next?: string }
}

function Rows({ region, q, first }: RowsProps) {
  const pages = useMore(
    first,
    (cursor) =>
      call('GET /api/regions/:code/enterprises', {
        params: { code: region },
        query: { cursor, ...(q ? { q } : {}) },
      }),
    q,
  )
  return (
    <>
      <Card flush>
        {pages.items.map((one) => (
          <Row
            key={one.creditCode}
            title={one.name}
            detail={[
              one.kind ? kindWords[one.kind] : '',
              one.industry?.name,
              one.foundedOn ? `${plainDay(one.foundedOn)}成立` : '',
            ]
              .filter(Boolean)
              .join(' · ')}
            note={`${one.creditCode} · ${one.region.name}`}
            tag={tagOf(one)}
          />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

const tagOf = ({ goneSince, claimed }: RegisteredEnterprise) =>
  goneSince
    ? { text: '不在最新名录', tone: 'missing' as const }
    : claimed
      ? { text: '有人在管', tone: 'good' as const }
      : undefined

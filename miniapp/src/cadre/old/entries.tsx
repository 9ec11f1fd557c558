import type { OldBatch, OldEntry } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Card, EmptyState, LoadMore, Tabs } from '../../components'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { EntryRow } from '../components/old-notices/entry-row'

interface EntriesProps {
  batch: OldBatch
  onChange: () => Promise<void>
}

type Shown = 'all' | OldEntry['state']

/** The notices of a batch; those that have to be mended have a place of their own. */
export function Entries({ batch, onChange }: EntriesProps) {
  const { id, counts, may } = batch
  const [shown, setShown] = useState<Shown>(counts.held > 0 ? 'held' : 'all')
  const query = shown === 'all' ? {} : { state: shown }
  const screen = useScreen('GET /api/old-batches/:id/entries', { params: { id }, query }, { kept: false })
  const changed = async () => {
    await Promise.all([screen.reload(), onChange()])
  }
  const tabs: { id: Shown; name: string; count?: number }[] = [
    { id: 'all', name: '全部' },
    ...(counts.held > 0 ? [{ id: 'held' as const, name: '要先改', count: counts.held }] : []),
    ...(counts.fresh > 0 ? [{ id: 'fresh' as const, name: '可以补录', count: counts.fresh }] : []),
    ...(counts.published > 0 ? [{ id: 'published' as const, name: '已补录', count: counts.published }] : []),
    ...(counts.same > 0 ? [{ id: 'same' as const, name: '已经有了', count: counts.same }] : []),
  ]
  return (
    <>
      <Tabs label="哪些" tabs={tabs} current={shown} onChange={setShown} />
      {screen.data ? (
        <List
          key={shown}
          first={screen.data}
          query={query}
          batch={id}
          mends={may.mend.allowed}
          onChange={changed}
        />
      ) : null}
    </>
  )
}

interface ListProps {
  first: { items: OldEntry[]; next?: string }
  query: { state?: OldEntry['state'] }
  batch: string
  mends: boolean
  onChange: () => Promise<void>
}

function List({ first, query, batch, mends, onChange }: ListProps) {
  const read = (cursor: string) =>
    call('GET /api/old-batches/:id/entries', { params: { id: batch }, query: { ...query, cursor } })
  const pages = useMore(first, read, `${batch} ${query.state ?? ''}`)
  if (pages.items.length === 0) return <EmptyState icon="check" title="这里没有" />
  return (
    <>
      <Card flush>
        {pages.items.map((entry) => (
          <EntryRow key={entry.id} entry={entry} mends={mends} onChange={onChange} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

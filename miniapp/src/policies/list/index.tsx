import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Query } from '../../api/contract'
import { Card, EmptyState, LoadMore, SearchBox } from '../../components'
import { plainCard } from '../../format/card'
import { policiesAddress, wordOf } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { useRegion } from '../../hooks/use-region'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { NoRegion, Page, PolicyRow } from '../../widgets'
import { type Filter, isNeed } from './filter-words'
import { Filters } from './filters'
import './list.scss'

type Asked = Query<'GET /api/policies'>
type Found = NonNullable<Screen<Awaited<ReturnType<typeof read>>>['data']>

const read = (query: Asked) => call('GET /api/policies', { query })

/** 找政策: by a word or a 文号, narrowed by need, kind of support, industry, state and place. */
export default function PolicyList() {
  const { q, need, find } = useRouter().params
  const code = useRegion()
  const [typed, setTyped] = useState(wordOf(q))
  const [sought, setSought] = useState(wordOf(q).trim())
  const [filter, setFilter] = useState<Filter>(isNeed(need) ? { need } : {})
  const place = filter.region ?? code
  const query: Asked | null =
    place === null ? null : { ...filter, region: place, ...(sought ? { q: sought } : {}) }
  const screen = useScreen('GET /api/policies', query ? { query } : null)
  useShareAppMessage(() => ({
    title: sought ? `惠企惠民政策：${sought}` : '惠企惠民政策',
    path: policiesAddress('list', { region: place ?? undefined, q: sought, need: filter.need }),
    imageUrl: plainCard,
  }))
  if (query === null) {
    return (
      <Page title="找政策">
        <NoRegion />
      </Page>
    )
  }
  const search = (next: string) => {
    setTyped(next)
    setSought(next.trim())
  }
  const change = (next: string) => {
    setTyped(next)
    if (next === '') setSought('')
  }
  const beside = (
    <>
      <SearchBox
        placeholder="名称、文号、部门都行"
        value={typed}
        focus={find === '1'}
        onChange={change}
        onSearch={search}
      />
      <Filters filter={filter} onChange={setFilter} />
    </>
  )
  return (
    <Page title="找政策" wide beside={beside} screen={screen}>
      {(found) => <Results found={found} query={query} onClear={() => setFilter({})} />}
    </Page>
  )
}

interface ResultsProps {
  found: Found
  query: Asked
  onClear: () => void
}

function Results({ found, query, onClear }: ResultsProps) {
  const pages = useMore(found, (cursor) => read({ ...query, cursor }), JSON.stringify(query))
  if (pages.items.length === 0) {
    return (
      <EmptyState
        icon="search"
        title="没有找到"
        detail="换个短一点的词，或者少选几个条件。"
        action="看全部政策"
        onAction={onClear}
      />
    )
  }
  return (
    <>
      <Card title={`${found.total} 项政策`} flush>
        {pages.items.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Row, Skeleton } from '../../components'
import { stateTone, stateWord } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import type { Screen } from '../../hooks/use-screen'
import { catalogueFilter } from '../../store/catalogue-filter'
import { NoticeRow } from '../../widgets'
import { PoliciesFound, type PoliciesFoundData } from './policies-found'
import './results.scss'

interface ResultsProps {
  found: Answer<'GET /api/screens/search'>
  policies: Screen<PoliciesFoundData>
  words: string
}

export function Results({ found, policies, words }: ResultsProps) {
  const { region, items, notices, next, near } = found
  const pages = useMore({ items: notices, next }, async (cursor) => {
    const part = await call('GET /api/screens/search', { query: { region: region.code, q: words, cursor } })
    return { items: part.notices, next: part.next }
  })
  const also = policies.data ? <PoliciesFound found={policies.data} words={words} /> : null
  const none = items.length === 0 && notices.length === 0
  if (none && policies.data?.total) return also
  if (none && policies.loading && !policies.data) return <Skeleton />
  if (none) {
    const all = () => {
      catalogueFilter.set({ group: '', missingOnly: false })
      goTo('catalogue')
    }
    return (
      <EmptyState
        icon="search"
        title={`没有找到“${words}”`}
        detail="换个短一点的词试试，或到公开目录里找。"
        action="看公开目录"
        onAction={all}
      />
    )
  }
  return (
    <>
      {near ? <Text className="search__near">没有完全一样的，下面是相近的。</Text> : null}
      {items.length > 0 ? (
        <Card title={`公开事项 ${items.length} 项`} flush>
          {items.map(({ no, name, category, state, marks }) => (
            <Row
              key={no}
              title={name}
              note={`第 ${no} 项 · ${category}`}
              tag={{ text: stateWord[state], tone: stateTone[state] }}
              marks={{ title: marks }}
              onPress={() => goTo('item', { region: region.code, no })}
            />
          ))}
        </Card>
      ) : null}
      {also}
      {pages.items.length > 0 ? (
        <Card title="公开内容" flush>
          {pages.items.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} found={notice.found} />
          ))}
        </Card>
      ) : null}
      <LoadMore pages={pages} />
    </>
  )
}

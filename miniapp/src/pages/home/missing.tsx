import type { Answer } from '../../api/contract'
import { Button, Card, Row } from '../../components'
import { stateNote } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { catalogueFilter } from '../../store/catalogue-filter'

/** 应公开未公开: the items that should be public and are not. */
export function Missing({ home }: { home: Answer<'GET /api/screens/home'> }) {
  const count = home.missingItems
  if (home.missing.length === 0) return null
  const all = () => {
    catalogueFilter.set({ group: '', missingOnly: true })
    goTo('catalogue')
  }
  return (
    <Card
      title={`应公开未公开 ${count} 项`}
      flush
      aside={
        <Button kind="quiet" inline label={`看全部 ${count} 项应公开未公开`} onPress={all}>
          看全部
        </Button>
      }
    >
      {home.missing.map(({ no, name, category, stateText }) => (
        <Row
          key={no}
          title={name}
          tag={{ text: '应公开未公开', tone: 'missing' }}
          note={`${stateNote(stateText)} · ${category}`}
          onPress={() => goTo('item', { region: home.region.code, no })}
        />
      ))}
    </Card>
  )
}

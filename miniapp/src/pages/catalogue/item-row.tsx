import type { Answer } from '../../api/contract'
import { Row } from '../../components'
import { stateNote, stateTone, stateWord } from '../../format/words'
import { goTo } from '../../hooks/navigation'

type CatalogueItem = Answer<'GET /api/screens/catalogue'>['items'][number]

export function ItemRow({ item, region }: { item: CatalogueItem; region: string }) {
  // What is late is the only red; anything else says its state in its own words.
  const late = item.state === 'missing'
  return (
    <Row
      title={`${item.no}. ${item.name}`}
      tag={late ? { text: stateWord.missing, tone: stateTone.missing } : undefined}
      note={late ? stateNote(item.stateText) : item.stateText}
      onPress={() => goTo('item', { region, no: item.no })}
    />
  )
}

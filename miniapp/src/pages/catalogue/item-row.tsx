import type { Answer } from '../../api/contract'
import { Row } from '../../components'
import { stateNote, stateTone, stateWord } from '../../format/words'
import { goTo } from '../../hooks/navigation'

type CatalogueItem = Answer<'GET /api/screens/catalogue'>['items'][number]

export function ItemRow({ item, region }: { item: CatalogueItem; region: string }) {
  return (
    <Row
      title={`${item.no}. ${item.name}`}
      tag={{ text: stateWord[item.state], tone: stateTone[item.state] }}
      note={stateNote(item.stateText)}
      onPress={() => goTo('item', { region, no: item.no })}
    />
  )
}

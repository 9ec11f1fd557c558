import { View } from '@tarojs/components'
import { Card, Row } from '../../components'
import { goToOffice } from '../../hooks/navigation'
import { FirmsCard } from './firms-card'
import { Missing } from './missing'
import { MonthBoard } from './month-board'
import { OfficeCard, PolicyCard } from './office-card'
import { OwnWork, type PartProps, Published, QuestionsCard, VerifyCard, Waiting } from './parts'
import { VisitsCard } from './visits-card'
import { WordsCard } from './words-card'

const fewMissing = 5

/** The desk on a phone: one thing below the other. */
export function OneColumn({ desk, words, reload }: PartProps) {
  const region = desk.region.code
  return (
    <View>
      <OwnWork desk={desk} words={words} reload={reload} />
      <WordsCard region={desk.region} words={words} />
      <Missing desk={desk} few={fewMissing} onSaid={() => void reload()} />
      <QuestionsCard desk={desk} />
      <FirmsCard desk={desk} />
      <VisitsCard desk={desk} />
      <VerifyCard desk={desk} />
      <MonthBoard region={desk.region} />
      <PolicyCard region={desk.region} can={desk.can} />
      <OfficeCard region={desk.region} can={desk.can} />
      <Card flush>
        <Row
          icon="list"
          title="岗位"
          detail="这里谁管什么，从哪天到哪天；没办完的交给了谁"
          onPress={() => goToOffice('posts', { region })}
        />
      </Card>
      <Waiting desk={desk} />
      <Published desk={desk} />
    </View>
  )
}

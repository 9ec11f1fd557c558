import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { a11y, landmark } from '../../a11y/a11y'
import { type Desk, sectionsOf } from '../../format/desk-sections'
import { deskPart } from '../../store/desk-summary'
import { FirmsCard } from './firms-card'
import { Missing } from './missing'
import { MonthBoard } from './month-board'
import { OwnWork, type PartProps, Published, QuestionsCard, VerifyCard, Waiting } from './parts'
import { scrollToPart } from './scroll-to-part'
import { VisitsCard } from './visits-card'
import { WordsCard } from './words-card'

const fewMissing = 12

/** The desk on a computer: what is mine, what others have, and what is not public yet, beside each other. */
export function Columns({ desk, words, reload }: PartProps) {
  const part = deskPart.use()
  useEffect(() => {
    if (part !== null && scrollToPart(part)) deskPart.set(null)
  }, [part])
  return (
    <View className="desk">
      <Column id="mine" name="待我办">
        <OwnWork desk={desk} words={words} reload={reload} />
        <WordsCard region={desk.region} words={words} />
        {desk.questions?.open ? <QuestionsCard desk={desk} /> : null}
        {desk.firms ? <FirmsCard desk={desk} /> : null}
        {desk.visits > 0 ? <VisitsCard desk={desk} /> : null}
        {desk.claims > 0 ? <VerifyCard desk={desk} /> : null}
      </Column>
      <Column id="others" name="在别人手里">
        <Waiting desk={desk} />
        {sectionsOf(desk).waiting.length === 0 ? <Text className="desk__none">没有在等别人的。</Text> : null}
        <Published desk={desk} />
      </Column>
      <Column id="missing" name="应公开未公开">
        <Missing desk={desk} few={fewMissing} onSaid={() => void reload()} />
        {desk.missing.length === 0 ? <AllPublic desk={desk} /> : null}
        <View className="desk__board" id="desk-board">
          <MonthBoard region={desk.region} />
        </View>
      </Column>
    </View>
  )
}

const AllPublic = ({ desk }: { desk: Desk }) => (
  <Text className="desk__none">{`${desk.region.name}该公开的都公开了。`}</Text>
)

interface ColumnProps {
  id: string
  name: string
  children: ReactNode
}

const Column = ({ id, name, children }: ColumnProps) => (
  <View className="desk__column" id={`desk-${id}`} {...landmark('region', name)} {...a11y({ tab: -1 })}>
    {children}
  </View>
)

import type { QuestionView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Card } from '../../components'
import { momentText } from '../../format/date'
import './question.scss'

const erased = '（内容已随公开一起撤下）'

/** What was asked and what was answered, in turn. */
export function Rounds({ question: { rounds, by, mine } }: { question: QuestionView }) {
  return (
    <>
      {rounds.map(({ at, text, stepText, answer, late }, n) => (
        <Card key={at} title={n === 0 ? (mine ? '我说的' : `${by}说的`) : '再问'}>
          <Text className="question__text">{text || erased}</Text>
          <Text className="question__note">{`${momentText(at)} · 交给${stepText}`}</Text>
          {answer ? (
            <View className="question__answer">
              <Text className="question__who">{`${stepText}的答复`}</Text>
              <Text className="question__text">{answer.text || erased}</Text>
              <Text className="question__note">
                {`${answer.by} · ${momentText(answer.at)}${late ? ' · 晚于规定的日子' : ''}`}
              </Text>
            </View>
          ) : null}
        </Card>
      ))}
    </>
  )
}

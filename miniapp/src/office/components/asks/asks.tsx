import { Text, View } from '@tarojs/components'
import { Answers } from '../answers/answers'
import './asks.scss'

interface Question {
  what: string
  text: string
  choices: readonly { value: string; label: string }[]
}

interface AsksProps {
  asks: readonly Question[]
  /** By what was asked. */
  given: Readonly<Record<string, string>>
  onAnswer: (what: string, value: string) => void
}

/** What the service has to know before it does something: each question with its few answers. */
export function Asks({ asks, given, onAnswer }: AsksProps) {
  return (
    <>
      {asks.map(({ what, text, choices }) => (
        <View className="asks" key={what}>
          <Text className="asks__text">{text}</Text>
          <Answers
            label={text}
            answers={choices}
            value={given[what] ?? null}
            onAnswer={(value) => onAnswer(what, value)}
          />
        </View>
      ))}
    </>
  )
}

/** Why it cannot go on; undefined once everything is answered. */
export const unanswered = (
  asks: readonly Question[],
  given: Readonly<Record<string, string>>,
): string | undefined => (asks.every(({ what }) => what in given) ? undefined : '请先回答上面的问题')

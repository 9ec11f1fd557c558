import type { LineAnswer, QuestionCode, RegisterImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button, Card } from '../../components'
import type { LinesOf } from './use-lines'

interface BulkProps {
  data: RegisterImport
  kind: 'question' | 'gone'
  lines: LinesOf
}

interface Many {
  question: QuestionCode | 'gone'
  text: string
  open: number
}

/** One answer for all of a kind that have none yet. */
export function Bulk({ data, kind, lines }: BulkProps) {
  const all: Many[] =
    kind === 'gone'
      ? [
          {
            question: 'gone',
            text: `册子上有、表里没有的，一共 ${data.counts.gone} 人`,
            open: data.counts.gone,
          },
        ]
      : data.questions.map(({ code, text, open }) => ({ question: code, text, open }))
  const many = all.filter(({ open }) => open > 1)
  if (many.length === 0) return null
  return (
    <Card title="一起回答" tone="info">
      {many.map((one) => (
        <View className="import__many" key={one.question}>
          <Text className="import__line">
            {kind === 'gone' ? one.text : `${one.text}（还有 ${one.open} 处）`}
          </Text>
          <View className="import__all">
            {choicesOf(lines, one.question).map(({ answer, text }) => (
              <Button
                key={answer}
                kind="secondary"
                inline
                busy={lines.say.busy}
                label={one.text}
                onPress={() => void lines.sayAll({ bulk: { question: one.question, answer } })}
              >
                {`都${text}`}
              </Button>
            ))}
          </View>
        </View>
      ))}
    </Card>
  )
}

/** The answers that a line of this question offers. */
function choicesOf({ pages }: LinesOf, question: Many['question']): { answer: LineAnswer; text: string }[] {
  const like = pages.items.find((line) => question === 'gone' || line.question === question)
  return like?.choices ?? []
}

import type { ImportLine } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Card } from '../../components'
import { Answers } from '../components/answers/answers'
import { Pair } from '../components/pair/pair'
import type { LinesOf } from './use-lines'
import { lineDetail, lineTitle, pairLines } from './words'

/** A question about a line, with both rows side by side, and the answers to it. */
export function AnswerLine({ line, lines }: { line: ImportLine; lines: LinesOf }) {
  const { row, file, stored, other, text, choices, answer } = line
  const question = text ?? `${stored?.name ?? ''}在册子上，不在表里。`
  const here = row === null ? '登记册上' : `第 ${row} 行`
  return (
    <Card>
      <Text className="import__question">{question}</Text>
      {file && stored ? (
        <Pair left="登记册上" right={here} lines={pairLines(stored, file)} />
      ) : file && other ? (
        <Pair left={`第 ${other.row} 行`} right={here} lines={pairLines(other.file, file)} />
      ) : (
        <Text className="import__note">{lineDetail(file ?? stored ?? noFacts)}</Text>
      )}
      <Answers
        label={`${lineTitle(line)}：${question}`}
        answers={choices.map((one) => ({ value: one.answer, label: one.text }))}
        value={answer}
        onAnswer={(given) => void lines.answer(line.id, given)}
      />
    </Card>
  )
}

const noFacts = {
  name: '',
  relation: null,
  sex: null,
  birthYear: null,
  member: null,
  phone: null,
  householdCode: null,
  head: null,
  group: null,
}

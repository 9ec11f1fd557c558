import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import type { FieldProblem } from '../../api/errors'
import { Icon, Pressable } from '../../components'
import { placeText } from '../table/problems'

interface ProblemListProps {
  title: string
  problems: readonly FieldProblem[]
  onOpen: (row: number) => void
}

const most = 20

/** The problems of the table, each with its row and column; a tap opens the row. */
export function ProblemList({ title, problems, onOpen }: ProblemListProps) {
  if (problems.length === 0) return null
  return (
    <View className="edit__problems" {...a11y({ role: 'status' })}>
      <Text className="edit__subtitle">{title}</Text>
      {problems.slice(0, most).map((problem) => {
        const { row } = problem
        const words = `${placeText(problem)}：${problem.message}`
        return row === undefined ? (
          <Text key={words}>{words}</Text>
        ) : (
          <Pressable
            key={words}
            className="edit__problem"
            label={`${words}点开去改`}
            onPress={() => onOpen(row)}
          >
            <Icon name="alert" />
            <Text className="edit__problem-words">{words}</Text>
          </Pressable>
        )
      })}
      {problems.length > most ? <Text>{`还有 ${problems.length - most} 处`}</Text> : null}
    </View>
  )
}

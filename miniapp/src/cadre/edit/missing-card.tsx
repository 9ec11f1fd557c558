import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import type { FieldProblem } from '../../api/errors'
import { Card, Icon, Pressable } from '../../components'
import { anchorOf } from './anchors'
import { scrollToAnchor } from './scroll'

// A long table can have a problem in every row; the others appear when the first are solved.
const most = 20

interface MissingCardProps {
  reasons: readonly string[]
  /** The same with their fields, as far as they have one. */
  problems: readonly FieldProblem[]
  elements: readonly string[]
}

/** Everything that must still be done before 送审; a tap goes to the field. */
export const MissingCard = memo(function MissingCard({ reasons, problems, elements }: MissingCardProps) {
  if (reasons.length === 0) return null
  return (
    <Card title={`送审前还差 ${reasons.length} 处`} tone="warning">
      {[...new Set(reasons)].slice(0, most).map((reason) => {
        const problem = problems.find(({ message }) => message === reason)
        const anchor = problem && anchorOf(problem, elements)
        return anchor ? (
          <Pressable
            className="edit__problem"
            key={reason}
            label={`${reason}点这里去改`}
            onPress={() => scrollToAnchor(anchor)}
          >
            <Icon name="alert" />
            <Text className="edit__problem-words">{reason}</Text>
          </Pressable>
        ) : (
          <View className="edit__reason" key={reason}>
            <Icon name="alert" />
            <Text className="edit__problem-words">{reason}</Text>
          </View>
        )
      })}
    </Card>
  )
})

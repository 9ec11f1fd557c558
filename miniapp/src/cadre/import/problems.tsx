import { cellKey, type SheetProblem, type SheetRead } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Input } from '../../components'
import type { Answering } from './use-answers'

interface ProblemsProps extends Pick<Answering, 'answers' | 'mend' | 'restore' | 'leaveOut'> {
  read: SheetRead
}

const step = 10

export const lineText = (row: number): string => `第 ${row + 1} 行`
const keyOf = ({ row, column }: SheetProblem): string => cellKey(row, column ?? -1)

/** Every cell that was not understood, with why, and a field to mend it in place. */
export function Problems({ read: { problems, table }, answers, mend, restore, leaveOut }: ProblemsProps) {
  const [limit, setLimit] = useState(step)
  const mended = Object.keys(answers.cells).length + answers.without.length
  const likely = problems.flatMap((one) => (one.mend === undefined ? [] : [[keyOf(one), one.mend] as const]))
  const nameAt = table.columns.findIndex(({ kind }) => kind === 'name')
  const nameOf = (row: number) => String(table.rows.find(({ at }) => at === row)?.cells[nameAt] ?? '')
  if (problems.length === 0 && mended === 0) return null
  return (
    <View className="import__part">
      {problems.length > 0 ? (
        <Text className="import__title import__title--alert" {...a11y({ role: 'status' })}>
          {`有 ${problems.length} 处看不懂，改好才能放进表里`}
        </Text>
      ) : null}
      {likely.length > 1 ? (
        <View className="import__all">
          <Button kind="secondary" inline onPress={() => mend(Object.fromEntries(likely))}>
            {`${likely.length} 处都照建议改`}
          </Button>
        </View>
      ) : null}
      {problems.slice(0, limit).map((problem) => (
        <OneProblem
          key={`${keyOf(problem)} ${problem.text}`}
          problem={problem}
          name={nameOf(problem.row)}
          onMend={(text) => mend({ [keyOf(problem)]: text })}
          onLeaveOut={() => leaveOut(problem.row)}
        />
      ))}
      {problems.length > limit ? (
        <Button kind="quiet" onPress={() => setLimit(limit + step * 3)}>
          {`再看几处（还有 ${problems.length - limit} 处）`}
        </Button>
      ) : null}
      {mended > 0 ? (
        <Button kind="quiet" inline onPress={restore}>
          {`改过 ${mended} 处，都恢复原样`}
        </Button>
      ) : null}
    </View>
  )
}

interface OneProblemProps {
  problem: SheetProblem
  /** Whose row it is, where it says so. */
  name: string
  onMend: (text: string) => void
  onLeaveOut: () => void
}

function OneProblem({ problem, name, onMend, onLeaveOut }: OneProblemProps) {
  const { row, column, label, text, message, mend } = problem
  const [next, setNext] = useState(text.replace(/\s+/g, ' '))
  const place = `${lineText(row)}${label ? `「${label}」` : ''}`
  const done = () => next.trim() !== text && onMend(next.trim())
  if (column === null) return <Text className="import__problem">{message}</Text>
  return (
    <View className="import__problem">
      <Input
        label={`${place}${name ? `${name}` : ''}`}
        error={message}
        maxLength={200}
        value={next}
        onChange={setNext}
        onConfirm={done}
        onBlur={done}
      />
      <View className="import__buttons">
        {mend === undefined ? null : (
          <Button kind="secondary" inline label={place} onPress={() => onMend(mend)}>
            {`改成 ${mend}`}
          </Button>
        )}
        <Button kind="quiet" inline label={place} onPress={() => onMend('')}>
          空着
        </Button>
        <Button kind="quiet" inline label={place} onPress={onLeaveOut}>
          不要这一行
        </Button>
      </View>
    </View>
  )
}

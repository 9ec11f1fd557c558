import type { ImportLine, LineKind, RegisterImport } from '@hutang/shared/contract'
import { Card, EmptyState, LoadMore, Problem, Row } from '../../components'
import { Loaded } from '../../widgets'
import { AnswerLine } from './answer-line'
import { Bulk } from './bulk'
import { ProblemLine } from './problem-line'
import { useLines } from './use-lines'
import { lineDetail, lineKinds, lineTitle } from './words'

interface LinesProps {
  data: RegisterImport
  kind: LineKind
  onChange: (data: RegisterImport) => void
}

/** The lines of one kind. */
export function Lines({ data, kind, onChange }: LinesProps) {
  const lines = useLines(data, kind, onChange)
  const nothing = lineKinds.find(({ id }) => id === kind)?.nothing ?? ''
  return (
    <Loaded screen={lines.screen}>
      {() =>
        lines.pages.items.length === 0 ? (
          <EmptyState icon="check" title={nothing} />
        ) : (
          <>
            {kind === 'question' || kind === 'gone' ? <Bulk data={data} kind={kind} lines={lines} /> : null}
            <Problem error={lines.say.error} />
            {kind === 'problem' || kind === 'question' || kind === 'gone' ? (
              lines.pages.items.map((line) =>
                kind === 'problem' ? (
                  <ProblemLine key={line.id} line={line} lines={lines} />
                ) : (
                  <AnswerLine key={line.id} line={line} lines={lines} />
                ),
              )
            ) : (
              <Card flush>
                {lines.pages.items.map((line) => (
                  <Told key={line.id} line={line} />
                ))}
              </Card>
            )}
            <LoadMore pages={lines.pages} />
          </>
        )
      }
    </Loaded>
  )
}

/** A line of which nothing is asked. */
function Told({ line }: { line: ImportLine }) {
  const { file, stored, changes } = line
  const facts = file ?? stored
  const changed = changes.map(({ field, before, after }) => `${field}：${before || '空'} → ${after || '空'}`)
  return (
    <Row
      title={lineTitle(line)}
      detail={changed.length > 0 ? changed.join('；') : facts ? lineDetail(facts) : undefined}
      note={
        changed.length > 0 && facts
          ? [facts.householdCode, facts.group].filter(Boolean).join(' · ')
          : undefined
      }
    />
  )
}
